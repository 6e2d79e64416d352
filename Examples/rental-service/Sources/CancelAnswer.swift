import Hummingbird
import OrderEngine
import OrderJournal
import OrderLifecycle

/// The answer to "may I cancel?", and to a cancel that was not sent.
struct CancelAnswer: ResponseEncodable {
    let order: String
    let phase: String
    /// `allowed`, `needs_acknowledgement` or `denied`.
    let decision: String
    /// What would be given up for good, as a person reads it.
    let atStake: String?
    /// Why it is denied or what is given up, each with a stable code.
    let explanations: [Explanation]
    /// What the consent has to bring, beside the amount and a name.
    let token: String?
    /// Why the consent that was brought cannot be used.
    let problem: String?

    /// One reason or hazard.
    struct Explanation: Encodable {
        let code: String
        let text: String
    }

    enum CodingKeys: String, CodingKey {
        case order
        case phase
        case decision
        case atStake = "at_stake"
        case explanations
        case token
        case problem
    }

    init(_ answer: DecisionAnswer, problem: String? = nil) {
        order = answer.order.order.text
        phase = answer.order.state.code
        decision = answer.decision.code.rawValue
        token = answer.permit?.token.secret
        self.problem = problem
        let sentences: [Sentence]
        switch answer.decision {
        case .allowed(let clearance):
            atStake = nil
            sentences = clearance.notice.map { [$0.sentence] } ?? []
        case .needsAcknowledgement(let loss):
            atStake = "\(loss.atStake)"
            sentences = loss.sentences
        case .denied(let denial):
            atStake = nil
            sentences = denial.sentences
        }
        explanations = sentences.map { Explanation(code: $0.code, text: $0.english) }
    }
}
