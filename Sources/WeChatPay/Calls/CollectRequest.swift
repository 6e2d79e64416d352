import OrderEngine
import OrderLifecycle
import StrictJSON

/// A collect: 商户发起催收扣款.
struct CollectRequest: WireCall {
    init?(_ content: ProviderWish.Content) {
        guard content == .nothing else { return nil }
    }

    static func target(of order: OutOrderNumber) -> String {
        PayScoreTarget.path("pay", of: order)
    }

    /// The newest page lists no `mchid`, and no page a state.
    static let proof = SuccessProof(members: [.outOrderNumber, .orderID])

    static func isPossible(_ snapshot: OrderSnapshot, after _: OrderCall) -> Bool {
        switch snapshot.interpretation {
        case .phase(.awaitingPayment, _), .phase(.done, _), .indeterminate: true
        case .phase: false
        }
    }

    func draft(
        of _: OutOrderNumber, by builder: RequestBuilder
    ) throws(RequestProblems) -> RequestDraft {
        RequestDraft(body: builder.owned(.object([])))
    }
}
