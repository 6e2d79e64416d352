/// Carries a notification to the merchant; the sandbox's own goes over HTTP.
protocol NotificationSender: Sendable {
    /// Sends a message once.
    func send(_ message: NotificationMessage) async -> NotificationReply

    /// Lets go of all connections; nothing is sent after it.
    func shutdown() async
}
