import Crypto
import Foundation

/// Opens stored requests by what the format of the journal says, without the package's own code.
struct RequestKeys {
    private var wrapping: SymmetricKey?
    /// The keys that seal customers' requests, by what envelopes call them.
    private var keys: [String: SymmetricKey] = [:]

    private static let open = Data("payscore open request\n".utf8)
    private static let sealed = Data("payscore sealed request\n".utf8)

    /// Takes the merchant's key of customers, where its file is there.
    mutating func open(with file: URL) {
        guard let text = try? Data(contentsOf: file),
            let bytes = Data(base64Encoded: text.dropLast())
        else { return }
        wrapping = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: bytes),
            info: Data("payscore customer wrapping".utf8), outputByteCount: 32)
    }

    /// Adds a customer's own key.
    mutating func add(_ wrapped: Data, of customer: String) {
        guard let wrapping, let box = try? AES.GCM.SealedBox(combined: wrapped),
            let bytes = try? AES.GCM.open(
                box, using: wrapping, authenticating: Data(customer.utf8))
        else { return }
        let digest = SHA256.hash(data: Data("payscore request key\n".utf8) + bytes)
        let name = digest.prefix(8).map { String(format: "%02x", $0) }.joined()
        keys[name] = SymmetricKey(data: bytes)
    }

    /// The path and the body of a stored request; `nil` where no key opens it.
    func request(in envelope: Data, of attempt: String) -> (path: String, body: String)? {
        if envelope.starts(with: Self.open) {
            return Self.message(envelope.dropFirst(Self.open.count))
        }
        guard envelope.starts(with: Self.sealed) else { return nil }
        let parts = envelope.dropFirst(Self.sealed.count)
            .split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(bytes: parts[0], encoding: .utf8),
            let key = keys[name], let box = try? AES.GCM.SealedBox(combined: parts[1]),
            let bytes = try? AES.GCM.open(
                box, using: key, authenticating: Data("\(name)\n\(attempt)".utf8))
        else { return nil }
        return Self.message(bytes)
    }

    /// A method, a space, the path, a line feed, and the body.
    private static func message(_ bytes: Data) -> (path: String, body: String)? {
        let parts = bytes.split(
            separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        let words = String(decoding: parts[0], as: UTF8.self).split(separator: " ")
        guard parts.count == 2, words.count == 2 else { return nil }
        return (String(words[1]), String(decoding: parts[1], as: UTF8.self))
    }
}
