/// WeChat's name of what a notification is about: its `event_type`, such as
/// `PAYSCORE.USER_PAID`.
public struct NotificationType: WeChatIdentifier {
    /// The name of the identifier in errors.
    public static let field = InvalidValue.Field.notificationType
    /// The most characters it may have.
    public static let limit = 64
    /// The identifier itself.
    public let text: String
    /// Wraps a text that has been checked.
    public init(checked text: String) { self.text = text }
}
