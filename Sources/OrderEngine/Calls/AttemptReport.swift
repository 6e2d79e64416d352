public import OrderJournal
import OrderLifecycle

/// An attempt and its order after the engine has done what can be done now.
public struct AttemptReport: Hashable, Sendable {
    /// The attempt; it may have no outcome yet.
    public let attempt: AttemptProjection
    /// The order.
    public let order: OrderProjection
}

extension AttemptReport {
    /// How the attempt ended, as a code.
    var code: String {
        switch attempt.condition {
        case .open: "unresolved"
        case .parked: "parked"
        case .settled(let outcome): outcome.code
        }
    }
}

extension AttemptReport: CustomStringConvertible {
    /// How the attempt ended, and where the order stands: `applied: answered; revoked`.
    public var description: String {
        switch attempt.condition {
        case .open: "unresolved; \(order.state)"
        case .parked: "parked; \(order.state)"
        case .settled(let outcome): "\(outcome); \(order.state)"
        }
    }
}
