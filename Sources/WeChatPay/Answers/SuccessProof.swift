import OrderEngine
import OrderJournal
import OrderLifecycle

/// What a signed answer of status 200 must say to prove that a call succeeded.
///
/// Each ``WireCall`` states its own. What an answer lacks of it, it does not prove: the effect is
/// unknown then, and a query decides. A text that is empty counts as lacking.
struct SuccessProof: Hashable, Sendable {
    /// A member by which an answer shows what it is about.
    enum Member: String, Hashable, Sendable, CaseIterable {
        case merchantID = "mchid"
        case appID = "appid"
        case serviceID = "service_id"
        case outOrderNumber = "out_order_no"
        /// Where the journal knows it.
        case orderID = "order_id"
        /// Any that is a text.
        case state
    }

    /// What an answer must say, and say as we know it.
    let members: [Member]

    /// The members that name the order and whose it is.
    ///
    /// Source: the pages of create, complete, modify and cancel list all five.
    static let identity: [Member] = [
        .merchantID, .appID, .serviceID, .outOrderNumber, .orderID,
    ]

    /// The first member that an answer does not say as we know it; `nil` if it says them all.
    func missing(
        in parsed: ParsedOrder, to request: ProviderRequest, of merchant: WeChatPayMerchant
    ) -> Member? {
        let identity = parsed.identity
        return members.first { member in
            switch member {
            case .merchantID: identity.merchantID != merchant.merchantID
            case .appID: identity.appID != merchant.appID
            case .serviceID: identity.serviceID != merchant.serviceID
            case .outOrderNumber: parsed.order != request.order
            case .orderID: request.orderID.map { $0 != identity.orderID } ?? false
            case .state: [nil, SnapshotReader.notText].contains(parsed.snapshot.state)
            }
        }
    }
}
