import CryptoExtras
import Foundation

@testable import WeChatPay

/// Whatever a key file holds, it is a key or refused with a code, and no word of it is repeated.
enum KeyFileInput {
    static func check(_ bytes: [UInt8]) throws(Violation) {
        try check(bytes) { bytes throws(WeChatPayError) in
            try WeChatPayKey.publicKey(id: "PUB_KEY_ID_1", pem: bytes)
        }
        try check(bytes) { bytes throws(WeChatPayError) in
            try WeChatPayKey.certificate(pem: bytes)
        }
        do throws(WeChatPayError) { _ = try MerchantPrivateKey(pem: bytes) } catch {
            try checkSilence(error, of: bytes)
        }
        do throws(WeChatPayError) { _ = try APIv3Key(bytes: bytes) } catch {
            try checkSilence(error, of: bytes)
        }
        do throws(WeChatPayError) { _ = try APIv2Key(bytes: bytes) } catch {
            try checkSilence(error, of: bytes)
        }
        _ = CanonicalBase64.decode(String(decoding: bytes, as: UTF8.self))
    }

    private static func check(
        _ bytes: [UInt8], reading read: ([UInt8]) throws(WeChatPayError) -> WeChatPayKey
    ) throws(Violation) {
        let key: WeChatPayKey
        do throws(WeChatPayError) { key = try read(bytes) } catch {
            return try checkSilence(error, of: bytes)
        }
        try demand(key.key.keySizeInBits >= 2048, "an accepted key is strong")
        let again = try must("an accepted key can be written and read") {
            try WeChatPayKey.publicKey(
                id: "PUB_KEY_ID_1", pem: Array(key.key.pemRepresentation.utf8))
        }
        try demand(
            again.key.derRepresentation == key.key.derRepresentation, "a key stays the same key")
    }

    private static func checkSilence(
        _ error: WeChatPayError, of bytes: [UInt8]
    ) throws(Violation) {
        try demand(error.description.utf8.count <= 512, "a refusal is short: \(error)")
        // Words as long as that stand in a key, and in no sentence.
        for line in bytes.split(whereSeparator: { $0 <= 0x20 }) where line.count >= 24 {
            let repeats = error.description.contains(String(decoding: line, as: UTF8.self))
            try demand(!repeats, "a refusal repeats no word: \(error)")
        }
    }
}
