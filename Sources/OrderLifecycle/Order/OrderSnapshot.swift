/// What WeChat says of an order at one moment: the members of a query answer, a call's answer or
/// a notification that tell where the order stands, before they have been read.
///
/// The words are WeChat's, letter for letter; an empty text counts as absent, and so does a
/// collection in which nothing is said. ``reading`` tells what the snapshot means.
public struct OrderSnapshot: Hashable, Sendable {
    /// WeChat's `state`.
    public var state: String?
    /// WeChat's `state_description`.
    public var stateDescription: String?
    /// WeChat's `collection`.
    public var collection: CollectionSnapshot?
    /// WeChat's `risk_fund.amount`.
    public var riskFund: WireAmount
    /// WeChat's `total_amount`.
    public var totalAmount: WireAmount
    /// WeChat's `need_collection`.
    public var needCollection: Bool?

    /// Creates a snapshot; what is not given was not said.
    public init(
        state: String?, stateDescription: String? = nil, collection: CollectionSnapshot? = nil,
        riskFund: WireAmount = .absent, totalAmount: WireAmount = .absent,
        needCollection: Bool? = nil
    ) {
        self.state = state
        self.stateDescription = stateDescription
        self.collection = collection
        self.riskFund = riskFund
        self.totalAmount = totalAmount
        self.needCollection = needCollection
    }
}

/// What WeChat says of the money that it collects for an order.
public struct CollectionSnapshot: Hashable, Sendable {
    /// WeChat's `state`: `USER_PAYING` or `USER_PAID`.
    public var state: String?
    /// WeChat's `total_amount`: what is to be collected in all.
    public var totalAmount: WireAmount
    /// WeChat's `paying_amount`: what is still due.
    public var payingAmount: WireAmount
    /// WeChat's `paid_amount`: what has been collected.
    public var paidAmount: WireAmount
    /// WeChat's `details[].paid_type`, one for each receipt: `NEWTON` or `MCH`.
    public var paidTypes: [String]

    /// Creates a collection; what is not given was not said.
    public init(
        state: String?, totalAmount: WireAmount = .absent, payingAmount: WireAmount = .absent,
        paidAmount: WireAmount = .absent, paidTypes: [String] = []
    ) {
        self.state = state
        self.totalAmount = totalAmount
        self.payingAmount = payingAmount
        self.paidAmount = paidAmount
        self.paidTypes = paidTypes
    }
}

/// An amount as it came over the wire.
public enum WireAmount: Hashable, Sendable {
    /// Not said.
    case absent
    /// A number of fen, which may still be out of range.
    case fen(Int64)
    /// Said, but not as a number of fen.
    case malformed
}
