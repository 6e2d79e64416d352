import OrderEngine
import OrderJournal
import OrderLifecycle

@testable import WeChatPay

/// The outcome of a call, flattened so that a test can compare it.
enum Outcome: Equatable, Sendable {
    case accepted
    case refused(Refusal.Kind, String)
    case unknown(UnknownAnswer)
    case unverified(VerificationProblem, status: Int)
    case notSent

    init<Value>(_ answer: ProviderAnswer<Value>) {
        switch answer {
        case .accepted: self = .accepted
        case .refused(let refusal, _): self = .refused(refusal.kind, refusal.code)
        case .unknown(.unverified(let claim)):
            self = .unverified(claim.problem, status: claim.status)
        case .unknown(let cause): self = .unknown(cause)
        case .notSent: self = .notSent
        }
    }
}
