/// What caused a record.
public struct Cause: Hashable, Sendable {
    /// The kind of cause.
    public let kind: Kind
    /// Its identifier: an attempt, WeChat's `Request-ID`, a notification.
    public let id: String?

    /// Creates a cause.
    public init(_ kind: Kind, id: String? = nil) {
        self.kind = kind
        self.id = id
    }

    /// The kinds of cause.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Somebody called the engine.
        case call
        /// WeChat was asked.
        case query
        /// The merchant's own code showed what it had fetched.
        case observation
        /// WeChat notified us.
        case notification
        /// An unresolved attempt was looked into.
        case reconciliation
        /// WeChat was asked about every order that was not final.
        case sweep
        /// Somebody requested a call that waits, or said something about one.
        case approval
        /// An existing order was taken over.
        case `import`
    }
}
