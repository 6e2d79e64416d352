public import OrderLifecycle

/// How far the records of a journal were delivered to a webhook.
public struct WebhookProgress: Hashable, Sendable {
    /// The last record that was delivered, or whose subject waits.
    public let sequence: Int64
    /// How often in a row the receiver could not be reached.
    public let tries: Int
    /// Before when it is not tried again; `nil` while it can be reached.
    public let retryAt: Timestamp?
    /// Why it could not be reached.
    public let problem: String?

    /// Creates a progress.
    public init(
        sequence: Int64, tries: Int = 0, retryAt: Timestamp? = nil, problem: String? = nil
    ) {
        self.sequence = sequence
        self.tries = tries
        self.retryAt = retryAt
        self.problem = problem
    }
}
