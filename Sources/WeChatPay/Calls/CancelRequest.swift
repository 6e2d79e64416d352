import OrderEngine
import OrderLifecycle
import StrictJSON

/// A cancel: 取消支付分订单.
struct CancelRequest: WireCall {
    let reason: CancelReason

    init?(_ content: ProviderWish.Content) {
        guard case .reason(let reason) = content else { return nil }
        self.reason = reason
    }

    static func target(of order: OutOrderNumber) -> String {
        PayScoreTarget.path("cancel", of: order)
    }

    /// The answer has no state; only the partner variants, which are not spoken here, answer
    /// with 204.
    static let proof = SuccessProof(members: SuccessProof.identity)

    static func isPossible(_ snapshot: OrderSnapshot, after _: OrderCall) -> Bool {
        var revoked = snapshot
        revoked.state = "REVOKED"
        // Where money was paid, an observation has to show what became of the order.
        if revoked.contradiction != nil { return false }
        return switch snapshot.interpretation {
        case .phase(.revoked, _): true
        case .indeterminate: snapshot.state == nil
        case .phase: false
        }
    }

    /// The order's number stands in the path only: WeChat refuses a body that repeats it.
    func draft(
        of _: OutOrderNumber, by builder: RequestBuilder
    ) throws(RequestProblems) -> RequestDraft {
        if let problem = builder.problem(withReason: reason.text) {
            throw RequestProblems(pointer: "/reason", explanation: problem)
        }
        return RequestDraft(
            body: builder.owned(.object([.init("reason", .string(reason.text))])),
            reason: reason.text)
    }
}
