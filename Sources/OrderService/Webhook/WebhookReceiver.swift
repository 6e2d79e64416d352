/// Takes the messages of a webhook to whoever wants to know of records.
public protocol WebhookReceiver: Sendable {
    /// What logs and pages call it; it holds no secret.
    var name: String { get }

    /// Takes a message, and returns once the receiver has answered.
    ///
    /// It must end within a time of its own, and sooner where its task is cancelled. The receiver
    /// may get a message that it has already.
    ///
    /// - Throws: ``WebhookFailure``; the message is brought again.
    func take(_ message: WebhookMessage) async throws(WebhookFailure)
}
