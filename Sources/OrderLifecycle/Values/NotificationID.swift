/// WeChat's own name of a notification: its `id`, which a repeated delivery has again.
///
/// WeChat's pages say at most 36 characters; more are taken.
public struct NotificationID: WeChatIdentifier {
    /// The name of the identifier in errors.
    public static let field = InvalidValue.Field.notificationID
    /// The most characters it may have.
    public static let limit = 64
    /// The identifier itself.
    public let text: String
    /// Wraps a text that has been checked.
    public init(checked text: String) { self.text = text }
}
