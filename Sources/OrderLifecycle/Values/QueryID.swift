/// By what WeChat finds an order for the app to which a customer returned: `query_id`.
///
/// Newer pages permit 512 characters, the older one 64; it says nothing by itself.
public struct QueryID: WeChatIdentifier {
    /// The name of the identifier in errors.
    public static let field = InvalidValue.Field.queryID
    /// The most characters it may have.
    public static let limit = 512
    /// The identifier itself.
    public let text: String
    /// Wraps a text that has been checked.
    public init(checked text: String) { self.text = text }
}
