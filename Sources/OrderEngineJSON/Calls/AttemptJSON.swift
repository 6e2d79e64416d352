public import OrderJournal
import OrderLifecycle

/// An attempt at a call.
public struct AttemptJSON: AnswerForm {
    /// The name of the attempt.
    public let attempt: String
    /// The merchant's number of the order; absent if the attempt is about none.
    public let outOrderNumber: String?
    /// The code of the authorization; absent if the attempt is about none.
    public let authorizationCode: String?
    /// The call: `create`, `create_completed`, `complete`, `modify`, `collect`, `report_paid` or
    /// `cancel`, or one on an authorization.
    public let call: String
    /// How it stands: `applied`, `refused`, `not_applied`, `unproven`, `unresolved` or `parked`.
    public let result: String
    /// The code of its outcome, once it has one.
    public let outcome: String?
    /// WeChat's refusal: the outcome, or the last one before it.
    public let refusal: RefusalJSON?
    /// What it gives up for good.
    public let givenUpFen: Int64?
    /// What becomes of that: `forgiven` or `received_elsewhere`.
    public let givenUpKind: String?
    /// When the order was paid elsewhere, of a call that reports it.
    public let paidAt: String?
    /// How often it was sent.
    public let dispatches: Int
    /// When the intent was recorded.
    public let intendedAt: String
    /// When the last sending was recorded or answered.
    public let lastSentAt: String
    /// When WeChat is asked about it again.
    public let nextAt: String?
    /// Who requested a call that gives money up.
    public let requestedBy: String?
    /// How it is known that it was this person: `claimed`, or `verified:` and the method.
    public let requesterIdentifiedBy: String?
    /// Who stated the amount that is given up.
    public let acknowledgedBy: String?
    /// How it is known that it was this person: `claimed`, or `verified:` and the method.
    public let acknowledgerIdentifiedBy: String?
    /// Who stated it as well, where two people did.
    public let alsoAcknowledgedBy: String?
    /// How it is known that it was this person: `claimed`, or `verified:` and the method.
    public let alsoIdentifiedBy: String?
    /// The requested call that the attempt makes.
    public let approval: String?
    /// Who made the call.
    public let actor: String
    /// Through which way in.
    public let channel: String

    private enum CodingKeys: String, CodingKey {
        case attempt
        case outOrderNumber = "out_order_no"
        case authorizationCode = "authorization_code"
        case call
        case result
        case outcome
        case refusal
        case givenUpFen = "given_up_fen"
        case givenUpKind = "given_up_kind"
        case paidAt = "paid_at"
        case dispatches
        case intendedAt = "intended_at"
        case lastSentAt = "last_sent_at"
        case nextAt = "next_at"
        case requestedBy = "requested_by"
        case requesterIdentifiedBy = "requester_identified_by"
        case acknowledgedBy = "acknowledged_by"
        case acknowledgerIdentifiedBy = "acknowledger_identified_by"
        case alsoAcknowledgedBy = "also_acknowledged_by"
        case alsoIdentifiedBy = "also_identified_by"
        case approval
        case actor
        case channel
    }

    /// Takes the engine's projection of an attempt.
    public init(_ attempt: AttemptProjection) {
        let consent = attempt.intent.consent
        self.attempt = attempt.id.text
        outOrderNumber = attempt.subject.order?.text
        authorizationCode = attempt.subject.authorization?.text
        call = attempt.intent.call.kind.rawValue
        result = attempt.condition.code
        outcome = attempt.condition.outcome?.code
        refusal = attempt.lastRefusal.map { RefusalJSON($0) }
        givenUpFen = consent?.givenUp.fen
        givenUpKind =
            consent == nil ? nil : attempt.intent.call.kind.givenUpKind?.rawValue
        paidAt = attempt.intent.call.order?.terms.paidAt?.description
        dispatches = attempt.dispatches
        intendedAt = attempt.intendedAt.description
        lastSentAt = attempt.lastSentAt.description
        nextAt = attempt.condition.nextAt?.description
        requestedBy = consent?.requestedBy.name.text
        requesterIdentifiedBy = consent?.requestedBy.identification.text
        acknowledgedBy = consent?.acknowledgedBy.name.text
        acknowledgerIdentifiedBy = consent?.acknowledgedBy.identification.text
        alsoAcknowledgedBy = consent?.alsoAcknowledgedBy?.name.text
        alsoIdentifiedBy = consent?.alsoAcknowledgedBy?.identification.text
        approval = attempt.intent.approval?.text
        actor = attempt.caller.actor.text
        channel = attempt.caller.channel.text
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(attempt, forKey: .attempt)
        try members.encode(outOrderNumber, forKey: .outOrderNumber)
        try members.encode(authorizationCode, forKey: .authorizationCode)
        try members.encode(call, forKey: .call)
        try members.encode(result, forKey: .result)
        try members.encode(outcome, forKey: .outcome)
        try members.encode(refusal, forKey: .refusal)
        try members.encode(givenUpFen, forKey: .givenUpFen)
        try members.encode(givenUpKind, forKey: .givenUpKind)
        try members.encode(paidAt, forKey: .paidAt)
        try members.encode(dispatches, forKey: .dispatches)
        try members.encode(intendedAt, forKey: .intendedAt)
        try members.encode(lastSentAt, forKey: .lastSentAt)
        try members.encode(nextAt, forKey: .nextAt)
        try members.encode(requestedBy, forKey: .requestedBy)
        try members.encode(requesterIdentifiedBy, forKey: .requesterIdentifiedBy)
        try members.encode(acknowledgedBy, forKey: .acknowledgedBy)
        try members.encode(acknowledgerIdentifiedBy, forKey: .acknowledgerIdentifiedBy)
        try members.encode(alsoAcknowledgedBy, forKey: .alsoAcknowledgedBy)
        try members.encode(alsoIdentifiedBy, forKey: .alsoIdentifiedBy)
        try members.encode(approval, forKey: .approval)
        try members.encode(actor, forKey: .actor)
        try members.encode(channel, forKey: .channel)
    }
}

extension AttemptProjection.Condition {
    fileprivate var code: String {
        switch self {
        case .open: "unresolved"
        case .parked: "parked"
        case .settled(.applied): "applied"
        case .settled(.refused): "refused"
        case .settled(.notApplied): "not_applied"
        case .settled(.unproven): "unproven"
        }
    }

    fileprivate var outcome: AttemptOutcome? {
        switch self {
        case .open, .parked: nil
        case .settled(let outcome): outcome
        }
    }

    fileprivate var nextAt: Timestamp? {
        switch self {
        case .open(let next): next
        case .parked, .settled: nil
        }
    }
}

extension AttemptProjection {
    fileprivate var lastRefusal: Refusal? {
        switch condition {
        case .settled(.refused(let refusal)): refusal
        case .settled(.applied), .settled(.notApplied), .settled(.unproven): nil
        case .open, .parked: refusal
        }
    }
}
