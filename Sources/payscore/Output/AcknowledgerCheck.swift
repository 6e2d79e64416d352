import OrderEngine
import OrderJournal
import OrderLifecycle

/// Whether the merchant's guards let a person acknowledge a loss, whatever amount is stated.
struct AcknowledgerCheck {
    let policy: CallPolicy
    let person: IdentifiedActor

    init(policy: CallPolicy, caller: Caller) {
        self.policy = policy
        person = caller.identifiedActor
    }

    /// Why this person will be denied; nothing where only the right amount is missing.
    func denials(for answer: DecisionAnswer) -> [DenialReason] {
        guard let terms = answer.permit?.terms else { return [] }
        let situation = CallSituation(
            call: terms.call, state: answer.order.state, actor: person.name,
            acknowledgement: Acknowledgement(
                of: terms.loss, requestedBy: terms.requestedBy, acknowledgedBy: person))
        return policy.personDenials(in: situation)
    }
}
