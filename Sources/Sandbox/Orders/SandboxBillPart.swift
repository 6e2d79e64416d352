import Crypto
import CryptoExtras
import Foundation

/// A part of Pay Score's bill, as the sandbox makes it.
///
/// No page documents the columns of this bill, and the sandbox makes none up: a part says only of
/// when it is. All of it follows from the date and the sandbox's keys, so nothing is stored.
struct SandboxBillPart {
    let date: String
    let number: Int
    private let secret: String

    /// How many parts a bill has.
    static let count = 2

    /// The parts of a bill in the order of their numbers.
    static func parts(
        of date: String, identity: Identity
    ) throws(SandboxRefusal) -> [SandboxBillPart] {
        let digits = date.filter { $0.isASCII && $0.isNumber }.count
        let isDay = digits == 8 && date.split(separator: "-").map(\.count) == [4, 2, 2]
        guard date.utf8.count == 10, isDay || digits == 10 else {
            throw .queryParameter("bill_date", "格式不正确")
        }
        return (1...count).map {
            SandboxBillPart(date: date, number: $0, secret: identity.apiV3Key)
        }
    }

    private var content: [UInt8] {
        Array("沙箱的支付分对账单 \(date) 第\(number)部分：微信没有公开列名，沙箱不编造\n".utf8)
    }

    /// Thirty-two characters by which the part is encrypted.
    private var key: String { String(derived("key").prefix(32)) }
    private var nonce: String { String(derived("nonce").prefix(12)) }

    private func derived(_ use: String) -> String {
        Self.hex(Array(SHA256.hash(data: Data("\(use) \(secret) \(date) \(number)".utf8))))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        var text = ""
        for byte in bytes {
            let digits = String(byte, radix: 16)
            text += byte < 16 ? "0\(digits)" : digits
        }
        return text
    }

    /// The part as it is downloaded: packed, then encrypted.
    func sealed() throws(SandboxRefusal) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(
                StoredGzip.file(of: content), using: SymmetricKey(data: Array(key.utf8)),
                nonce: AES.GCM.Nonce(data: Array(nonce.utf8)))
            return Array(box.ciphertext + box.tag)
        } catch {
            throw .systemError
        }
    }

    /// The part as the list shows it.
    ///
    /// - Parameter address: Where parts are downloaded.
    func shown(at address: String, identity: Identity) throws(SandboxRefusal) -> Shown {
        do {
            // The certificate has the public half of the same key.
            let merchant = try _RSA.Signing.PrivateKey(
                pemRepresentation: identity.merchantPrivateKey)
            let sealing = try _RSA.Encryption.PublicKey(
                derRepresentation: merchant.publicKey.derRepresentation)
            let sealedKey = try sealing.encrypt(Data(key.utf8), padding: .PKCS1_OAEP)
            let hash = Self.hex(Array(Insecure.SHA1.hash(data: content)))
            return Shown(
                sequence: number, url: "\(address)?token=\(date)_\(number)",
                sealedKey: sealedKey.base64EncodedString(), hashType: "SHA1", hash: hash,
                nonce: nonce)
        } catch {
            throw .systemError
        }
    }

    /// A part in the list.
    struct Shown: Encodable {
        let sequence: Int
        let url: String
        let sealedKey: String
        let hashType: String
        let hash: String
        let nonce: String

        private enum CodingKeys: String, CodingKey {
            case sequence = "bill_sequence"
            case url = "download_url"
            case sealedKey = "encrypt_key"
            case hashType = "hash_type"
            case hash = "hash_value"
            case nonce
        }
    }

    /// The answer to the request for a bill.
    struct List: Encodable {
        let count: Int
        let parts: [Shown]

        init(parts: [Shown]) { (count, self.parts) = (parts.count, parts) }

        private enum CodingKeys: String, CodingKey {
            case count = "download_bill_count"
            case parts = "download_bill_list"
        }
    }
}
