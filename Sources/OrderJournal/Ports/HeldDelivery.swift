public import OrderLifecycle

/// The records of one subject that could not be delivered to a webhook: one, and all behind it.
public struct HeldDelivery: Hashable, Sendable {
    /// Whose records they are.
    public let subject: Subject
    /// The first of them.
    public let revision: Int64
    /// How often that one was tried.
    public let tries: Int
    /// When it was tried first.
    public let since: Timestamp
    /// When it is tried again; `nil` once it was given up, as a dead letter.
    public let retryAt: Timestamp?
    /// Why it could not be delivered.
    public let problem: String

    /// Creates what waits.
    public init(
        subject: Subject, revision: Int64, tries: Int, since: Timestamp, retryAt: Timestamp?,
        problem: String
    ) {
        self.subject = subject
        self.revision = revision
        self.tries = tries
        self.since = since
        self.retryAt = retryAt
        self.problem = problem
    }

    /// Whether it was given up.
    public var isDead: Bool { retryAt == nil }
}
