/// WeChat's own number of a service order: `order_id`.
public struct OrderID: WeChatIdentifier {
    /// The name of the identifier in errors.
    public static let field = InvalidValue.Field.orderID
    /// The most characters it may have.
    public static let limit = 128
    /// The identifier itself.
    public let text: String
    /// Wraps a text that has been checked.
    public init(checked text: String) { self.text = text }
}
