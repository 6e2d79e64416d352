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
    /// Where the authorization stood when this run began: nothing is sent once that has changed.
    let knownState: AuthorizationState
    let provenance: Provenance

    /// What the attempt's commits are about.
    var subjects: SubjectScope { [.authorization(code)] }
}
