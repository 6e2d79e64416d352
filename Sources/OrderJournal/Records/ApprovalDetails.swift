public import OrderLifecycle

/// A requested call as its record says it; who requested it is the record's caller.
public struct ApprovalDetails: Hashable, Sendable {
    /// Its name.
    public let id: ApprovalID
    /// What is requested, until when, and what it gives up.
    public let terms: Approval
    /// The SHA-256 digest of the request as it is stored: of its `RequestEnvelope`.
    public let requestDigest: Digest32

    /// Creates an entry.
    public init(id: ApprovalID, terms: Approval, requestDigest: Digest32) {
        self.id = id
        self.terms = terms
        self.requestDigest = requestDigest
    }
}
