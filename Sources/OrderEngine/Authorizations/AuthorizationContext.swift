import OrderJournal
import OrderLifecycle

/// What an attempt on an authorization is about, as far as the engine needs it to perform the
/// steps.
struct AuthorizationContext: Sendable {
    let id: AttemptID
    /// Under which code it is recorded.
    let code: AuthorizationCode
    /// By what WeChat is asked about it; `nil` where it has no code, and no key opens the request
    /// that names its customer.
    let reference: AuthorizationReference?
    let request: AuthorizationRequest
    /// Why the request cannot be sent again: no key opens it.
    var unsendable: EngineError?
    /// What was known of the authorization when the attempt was decided.
    let decidedOn: AuthorizationKnowledge
    let provenance: Provenance

    /// Whether all stands where the attempt was decided: no customer has agreed anew since, and
    /// what is to be ended has no open orders.
    func holds(for known: AuthorizationProjection, in reader: any OrderReader) throws -> Bool {
        guard known.state == decidedOn.state else { return false }
        switch request.call {
        case .request: return true
        case .terminate:
            let isSame = decidedOn.since.map { $0 == known.since } ?? true
            let open = try known.customer.map { try reader.openOrders(of: $0, limit: 1) }
            return isSame && open?.isEmpty ?? true
        }
    }
}
