import OrderEngine
import OrderLifecycle
import StrictJSON

/// A create and complete in one, without the customer's confirmation, from the merchant's JSON:
/// 创单结单合并.
struct CreateCompletedRequest: JSONWireCall {
    let json: [UInt8]

    static func target(of order: OutOrderNumber) -> String { target(of: order, at: .official) }

    static func target(of _: OutOrderNumber, at endpoint: WeChatPayEndpoint) -> String {
        endpoint.directCompletePath.rawValue
    }

    static let proof = SuccessProof(members: SuccessProof.identity + [.state])

    /// The answer must show a completed order of our total; one that shows another is of an order
    /// that somebody else made or lowered, and a query decides.
    static func isPossible(_ snapshot: OrderSnapshot, after call: OrderCall) -> Bool {
        guard let total = call.terms.total, let shown = call.rules.shown(by: snapshot),
            [.absent, .fen(total.fen)].contains(snapshot.totalAmount)
        else { return false }
        return switch shown.interpretation {
        case .phase(.awaitingPayment(let pending), _): pending.total == total
        case .phase(.done(let paid, _), _): (paid ?? total) == total
        case .phase: false
        // What an order without charge looks like no page says; and one that is paid is completed.
        case .indeterminate(let why):
            shown.state == "DOING" && shown.stateDescription == "MCH_COMPLETE"
                && (total == .zero || why == .paidButOpen)
        }
    }

    func draft(
        of order: OutOrderNumber, by builder: RequestBuilder
    ) throws(RequestProblems) -> RequestDraft {
        let object = try builder.read(json, of: order)
        let fields = OrderFields(object: object)
        fields.introduction()
        _ = object.requiredText("openid", 1...128)
        let total = fields.total()
        fields.timeRange(.bothRequired)
        fields.location()
        fields.device()
        fields.settlement()
        fields.notifyURL(isRequired: total.map { $0 > .zero } ?? false)
        if object.flag("need_user_confirm") ?? false {
            object.note("need_user_confirm", "must be false: no customer confirms this order")
        }
        try object.problems.check()
        return RequestDraft(body: builder.owned(object.value), terms: CallTerms(total: total))
    }
}
