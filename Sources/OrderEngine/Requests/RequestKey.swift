import Crypto
import Foundation
import OrderJournal
import OrderLifecycle

/// A key that seals stored requests with AES-256-GCM; it shows nothing of itself.
public struct RequestKey: Sendable {
    /// How many bytes a key has.
    public static let length = 32

    /// What envelopes call the key: the first bytes of its digest.
    public let id: RequestKeyID
    private let key: SymmetricKey

    /// Takes a key's bytes, or returns `nil` if there are not ``length`` of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        key = SymmetricKey(data: bytes)
        id = RequestKeyID(keyBytes: bytes)
    }

    /// Seals a request for one attempt, with a fresh random nonce.
    ///
    /// - Throws: A `CryptoKit` error if it cannot be sealed.
    func seal(_ message: RequestMessage, of attempt: AttemptID) throws -> RequestEnvelope {
        let box = try AES.GCM.seal(
            message.bytes, using: key, authenticating: associatedData(of: attempt))
        return RequestEnvelope(
            .sealed(keyID: id, box: Array(box.nonce) + Array(box.ciphertext + box.tag)))
    }

    /// Opens what was sealed for an attempt; `nil` if it is not what was sealed.
    func open(_ box: [UInt8], of attempt: AttemptID) -> RequestMessage? {
        let bytes = (try? AES.GCM.SealedBox(combined: box)).flatMap {
            try? AES.GCM.open($0, using: key, authenticating: associatedData(of: attempt))
        }
        return bytes.flatMap { RequestMessage(bytes: Array($0)) }
    }

    /// An envelope that is stored with another attempt does not open.
    private func associatedData(of attempt: AttemptID) -> [UInt8] {
        Array("\(id)\n\(attempt)".utf8)
    }
}

extension RequestKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the key but what envelopes call it.
    public var description: String { "‹request key \(id)›" }
    /// Nothing of the key but what envelopes call it.
    public var debugDescription: String { description }
    /// Nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
