/// Why a receiver did not take a message.
public struct WebhookFailure: Error, Hashable, Sendable {
    /// Why, without a secret; up to 200 bytes.
    public let explanation: String
    /// Whether it is about this message alone; otherwise about the receiver, which may take none.
    public let isOfMessage: Bool
    /// How long the receiver asks to be left alone; it makes a pause longer, up to an hour.
    public let retryAfter: Duration?

    /// Creates a failure.
    public init(_ explanation: String, isOfMessage: Bool = false, retryAfter: Duration? = nil) {
        self.explanation = explanation
        self.isOfMessage = isOfMessage
        self.retryAfter = retryAfter
    }
}
