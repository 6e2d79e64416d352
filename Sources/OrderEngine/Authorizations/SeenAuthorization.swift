import OrderJournal
import OrderLifecycle

/// What WeChat's verified word shows of an authorization, and from when it is.
struct SeenAuthorization: Sendable {
    let code: AuthorizationCode
    let snapshot: AuthorizationSnapshot
    /// What records call its customer, where WeChat names them and they can be found again.
    let customer: CustomerID?
    let evidence: Evidence?
    let time: ObservationTime
}
