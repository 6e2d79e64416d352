public import OrderJournal

/// A notification whose signature holds, and what was encrypted in it.
public struct OpenedNotification: Hashable, Sendable {
    /// What is recorded of it.
    public let details: NotificationDetails
    /// What it says.
    public let content: NotificationContent
    /// The digest of its body, the key that signed it, and when.
    public let evidence: Evidence

    /// Creates a notification that was verified and decrypted.
    public init(
        _ details: NotificationDetails, _ content: NotificationContent, evidence: Evidence
    ) {
        self.details = details
        self.content = content
        self.evidence = evidence
    }
}
