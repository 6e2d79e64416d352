/// The merchant: WeChat's `mchid`.
public struct MerchantID: WeChatIdentifier {
    /// The name of the identifier in errors.
    public static let field = InvalidValue.Field.merchantID
    /// The most characters it may have.
    public static let limit = 32
    /// The identifier itself.
    public let text: String
    /// Wraps a text that has been checked.
    public init(checked text: String) { self.text = text }
}
