/// WeChat Pay's own number of a payment, which a refund needs: `transaction_id`.
public struct TransactionID: WeChatIdentifier {
    /// The name of the identifier in errors.
    public static let field = InvalidValue.Field.transactionID
    /// The most characters it may have.
    public static let limit = 64
    /// The identifier itself.
    public let text: String
    /// Wraps a text that has been checked.
    public init(checked text: String) { self.text = text }
}
