import Crypto
import Foundation
package import OrderJournal
import OrderLifecycle

/// The key with which an engine finds customers by their `openid`, and wraps each customer's own
/// key; it shows nothing of itself.
///
/// Whoever has the journal without it can neither tell whose a customer's name is, nor confirm a
/// guess, nor read what was sealed for them.
public struct CustomerKey: Sendable {
    /// How many bytes a key has.
    public static let length = 32

    private let lookup: SymmetricKey
    private let wrapping: SymmetricKey

    /// Takes a key's bytes, or returns `nil` if there are not ``length`` of them.
    ///
    /// - Parameter bytes: 32 random bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        let key = SymmetricKey(data: bytes)
        func derived(_ use: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: key, info: Array("payscore customer \(use)".utf8),
                outputByteCount: Self.length)
        }
        lookup = derived("lookup")
        wrapping = derived("wrapping")
    }

    /// What leads to a customer in the journal: a keyed digest.
    func digest(of openID: OpenID) -> Digest32 {
        Digest32(HMAC<SHA256>.authenticationCode(for: Array(openID.text.utf8), using: lookup))
    }

    /// Draws a name and a key for a customer.
    ///
    /// - Throws: A `CryptoKit` error if the key cannot be wrapped.
    func draw(for openID: OpenID, _ random: any RandomSource) throws -> CustomerEntry {
        try entry(CustomerID(random: random), digest(of: openID), random)
    }

    /// What a journal keeps besides its customers, so that another key is told: an entry that this
    /// key alone opens.
    ///
    /// - Throws: A `CryptoKit` error if its key cannot be wrapped.
    func check(_ random: any RandomSource) throws -> CustomerEntry {
        // No openid is empty.
        try entry(.keyCheck, digest(of: OpenID(inBody: "")), random)
    }

    /// Whether a journal's customers were named with this key; `nil` where it keeps none yet.
    package func named(thoseIn reader: any OrderReader) throws -> Bool? {
        try reader.customer(.keyCheck).map { requestKey(of: $0) != nil }
    }

    private func entry(
        _ id: CustomerID, _ digest: Digest32, _ random: any RandomSource
    ) throws -> CustomerEntry {
        let box = try AES.GCM.seal(
            random.bytes(RequestKey.length), using: wrapping, authenticating: Array(id.text.utf8))
        return CustomerEntry(
            id: id, digest: digest,
            wrappedKey: Array(box.nonce) + Array(box.ciphertext + box.tag))
    }

    /// The key that seals a customer's requests; `nil` if the customer is forgotten, or kept under
    /// another key than this.
    func requestKey(of customer: CustomerEntry) -> RequestKey? {
        let bytes = customer.wrappedKey.flatMap { try? AES.GCM.SealedBox(combined: $0) }.flatMap {
            try? AES.GCM.open($0, using: wrapping, authenticating: Array(customer.id.text.utf8))
        }
        return bytes.flatMap { RequestKey(bytes: Array($0)) }
    }
}

extension CustomerKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the key.
    public var description: String { "‹customer key›" }
    /// Nothing of the key.
    public var debugDescription: String { description }
    /// Nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
