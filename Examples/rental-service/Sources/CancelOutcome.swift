import HTTPTypes
import Hummingbird
import OrderEngine
import OrderJournal
import OrderLifecycle

/// What became of a cancel that was sent.
struct CancelOutcome: ResponseEncodable {
    let order: String
    let phase: String
    /// The outcome's stable code; `unresolved` while it is not known.
    let outcome: String

    /// 200 once the order is revoked, 202 while nobody knows, 409 where nothing happened.
    let status: HTTPResponse.Status

    enum CodingKeys: String, CodingKey {
        case order
        case phase
        case outcome
    }

    init(_ report: AttemptReport) {
        order = report.order.order.text
        phase = report.order.state.code
        switch report.attempt.condition {
        case .open, .parked: (outcome, status) = ("unresolved", .accepted)
        case .settled(.applied(let proof)): (outcome, status) = (proof.rawValue, .ok)
        case .settled(let other): (outcome, status) = (other.code, .conflict)
        }
    }
}
