/// A customer as a journal keeps them, apart from its records: a name, and what leads to it and
/// opens what was sealed for them.
///
/// Nothing of it is recorded. Without both, nobody can tell whose the name was, nor read a request
/// that was sealed for them.
public struct CustomerEntry: Hashable, Sendable {
    /// What records call the customer.
    public let id: CustomerID
    /// The keyed digest of the customer's `openid`; `nil` once the customer is forgotten.
    public let digest: Digest32?
    /// The customer's own key, wrapped by the merchant's; `nil` once the customer is forgotten.
    public let wrappedKey: [UInt8]?

    /// Whether the customer was forgotten.
    public var isForgotten: Bool { digest == nil && wrappedKey == nil }

    /// Creates an entry.
    ///
    /// - Parameters:
    ///   - id: What records call the customer.
    ///   - digest: The keyed digest of the customer's `openid`.
    ///   - wrappedKey: The customer's own key, wrapped.
    public init(id: CustomerID, digest: Digest32?, wrappedKey: [UInt8]?) {
        self.id = id
        self.digest = digest
        self.wrappedKey = wrappedKey
    }

    /// The entry once the customer is forgotten.
    package var forgotten: CustomerEntry { CustomerEntry(id: id, digest: nil, wrappedKey: nil) }
}
