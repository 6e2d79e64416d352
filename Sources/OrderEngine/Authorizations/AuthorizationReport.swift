public import OrderJournal
import OrderLifecycle

/// An attempt and its authorization after the engine has done what can be done now.
public struct AuthorizationReport: Hashable, Sendable {
    /// The attempt; it may have no outcome yet.
    public let attempt: AttemptProjection
    /// The authorization.
    public let authorization: AuthorizationProjection
}

extension AuthorizationReport {
    /// How the attempt ended, as a code.
    package var code: String {
        switch attempt.condition {
        case .open: "unresolved"
        case .parked: "parked"
        case .settled(let outcome): outcome.code
        }
    }
}
