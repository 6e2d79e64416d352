public import OrderLifecycle

/// What a record is about.
public enum Subject: Hashable, Sendable {
    /// An order.
    case order(OutOrderNumber)
    /// The journal itself: the velocity limit, the keys.
    case journal

    /// The number of the order; empty for the journal itself.
    public var text: String {
        switch self {
        case .order(let number): number.text
        case .journal: ""
        }
    }

    /// Creates a subject from its text.
    ///
    /// - Throws: `InvalidValue` if the text is not empty and no out-order number.
    public init(text: String) throws(InvalidValue) {
        self = text.isEmpty ? .journal : .order(try OutOrderNumber(text))
    }
}
