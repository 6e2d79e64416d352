public import OrderLifecycle

/// What the engine wants WeChat to do; the adapter makes the request of it.
public struct ProviderWish: Hashable, Sendable {
    /// The call.
    public let kind: OrderCall.Kind
    /// What the merchant brought for it.
    public let content: Content

    /// What a merchant brings for a call.
    public enum Content: Hashable, Sendable {
        /// The body, in WeChat's own field names.
        case json([UInt8])
        /// Why, as WeChat shows it to the customer.
        case reason(CancelReason)
        /// Nothing: the order says it all.
        case nothing
        /// When the customer paid elsewhere.
        case paidAt(Timestamp)
    }

    /// Creates a wish.
    public init(_ kind: OrderCall.Kind, _ content: Content) {
        self.kind = kind
        self.content = content
    }
}
