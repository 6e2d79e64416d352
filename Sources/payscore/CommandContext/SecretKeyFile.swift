import Foundation
import OrderEngine
import WeChatPay

/// A file of 32 secret bytes in base64 that only its owner reads: the key that seals requests, or
/// the seed of the key that signs checkpoints.
enum SecretKeyFile {
    /// Reads a key.
    ///
    /// - Parameters:
    ///   - code: The code of the failure if the file holds no key.
    ///   - make: Makes the key of the bytes; `nil` if they are none.
    /// - Throws: ``Failure``: 77 if others may read the file, 78 if it holds no key.
    static func read<Key>(
        _ path: String, orThrow code: String, _ make: ([UInt8]) -> Key?
    ) throws(Failure) -> Key {
        let bytes: [UInt8]
        do throws(WeChatPayError) { bytes = try KeyFile.read(path, as: .secret) } catch {
            throw Failure(error)
        }
        let text = String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard let decoded = CanonicalBase64.decode(text), decoded.count == RequestKey.length,
            let key = make(Array(decoded))
        else {
            throw Failure(
                .configuration, code,
                "\(path): \(RequestKey.length) random bytes in base64 are needed: "
                    + "openssl rand -base64 \(RequestKey.length)")
        }
        return key
    }
}
