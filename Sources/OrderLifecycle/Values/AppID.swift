/// The application that an order belongs to: WeChat's `appid`.
public struct AppID: WeChatIdentifier {
    /// The name of the identifier in errors.
    public static let field = InvalidValue.Field.appID
    /// The most characters it may have.
    public static let limit = 32
    /// The identifier itself.
    public let text: String
    /// Wraps a text that has been checked.
    public init(checked text: String) { self.text = text }
}
