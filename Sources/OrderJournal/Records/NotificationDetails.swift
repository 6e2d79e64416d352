public import OrderLifecycle

/// WeChat's notification, as it is recorded: nothing in it names a customer.
///
/// The record's evidence has the digest of the body as received, the key that signed it, and when.
public struct NotificationDetails: Hashable, Sendable {
    /// WeChat's name of the notification; no other record of the journal has it.
    public let id: NotificationID
    /// WeChat's `event_type`.
    public let type: NotificationType
    /// SHA-256 of what was encrypted, by which the same event is recognised under another name.
    public let content: Digest32

    /// Creates the details of a notification.
    public init(_ id: NotificationID, type: NotificationType, content: Digest32) {
        self.id = id
        self.type = type
        self.content = content
    }
}

extension NotificationDetails {
    /// The name of the detail's first line, by which a notification is found.
    package static let idLine = "notification"

    var detail: Detail {
        Detail([Self.idLine: id.text, "type": type.text, "content": content.hex])
    }
}

extension RecordContent {
    /// The notification that the record is of, if it is of one.
    public var notification: NotificationDetails? {
        switch self {
        case .order(.notified(let details)), .journal(.notified(let details)): details
        case .order, .attempt, .authorization, .journal: nil
        }
    }
}
