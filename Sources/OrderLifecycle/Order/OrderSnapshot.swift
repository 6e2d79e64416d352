/// What WeChat says of an order at one moment: the members of a query answer, a call's answer or
/// a notification that tell where the order stands, before they have been read.
///
/// The words are WeChat's, letter for letter; an empty text counts as absent, and so does a
/// collection in which nothing is said. ``interpretation`` tells what the snapshot means.
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
