public import OrderEngine
import OrderJournal
public import OrderLifecycle

/// The answer to "may I?".
///
/// It holds the permit's token, which is a secret: keep it out of logs.
public struct DecisionJSON: AnswerForm {
    /// The merchant's number of the order; absent in a snapshot that does not tell it.
    public let outOrderNumber: String?
    /// The revision at which the order took its phase; absent where no journal was asked.
    public let revision: Int64?
    /// Where the order stands: a phase, or `indeterminate`.
    public let phase: String
    /// Why no phase is known.
    public let indeterminateReason: String?
    /// Whether the phase is WeChat's signed word, and not only what somebody claims.
    public let isVerified: Bool
    /// The version of WeChat's rules that was applied.
    public let rules: String
    /// `allowed`, `needs_acknowledgement` or `denied`.
    public let decision: String
    /// What is given up and must be acknowledged, or was.
    public let atStakeFen: Int64?
    /// What was paid already, and is no part of what is at stake.
    public let alreadyPaidFen: Int64?
    /// In which ways money is given up.
    public let hazards: [MessageJSON]
    /// What may be lost without being asked about.
    public let notices: [NoticeJSON]
    /// All that speaks against the call, in order of precedence.
    public let reasons: [MessageJSON]
    /// When the order may be collected for next, where it was a short while ago.
    public let nextCollectAt: String?
    /// The permit, where an acknowledgement is needed and WeChat was asked.
    public let permit: PermitJSON?
    /// Whether it was decided without asking WeChat.
    public let isOffline: Bool
    /// When the observation was recorded.
    public let observedAt: String?
    /// How old the observation was, in whole seconds; only of an offline decision, and absent
    /// where there is no observation, or it is dated ahead of the clock.
    public let observationAgeSeconds: Int64?

    private enum CodingKeys: String, CodingKey {
        case outOrderNumber = "out_order_no"
        case revision
        case phase
        case indeterminateReason = "indeterminate_reason"
        case isVerified = "verified"
        case rules
        case decision
        case atStakeFen = "at_stake_fen"
        case alreadyPaidFen = "already_paid_fen"
        case hazards
        case notices
        case reasons
        case nextCollectAt = "next_collect_at"
        case permit
        case isOffline = "offline"
        case observedAt = "observed_at"
        case observationAgeSeconds = "observation_age_seconds"
    }

    /// Takes the engine's answer, for which WeChat was asked.
    public init(_ answer: DecisionAnswer) {
        self.init(answer, isOffline: false, age: nil)
    }

    /// Takes an answer that rests on the last recorded observation.
    ///
    /// - Parameters:
    ///   - answer: What the engine answered.
    ///   - now: The time by which the observation's age is told.
    public init(offline answer: DecisionAnswer, now: Timestamp) {
        let age = answer.order.observedAt.map { now.since($0).milliseconds }
        self.init(answer, isOffline: true, age: age.flatMap { $0 < 0 ? nil : $0 / 1000 })
    }

    private init(_ answer: DecisionAnswer, isOffline: Bool, age: Int64?) {
        self.init(
            answer.decision, order: answer.order.order, revision: answer.order.stateRevision,
            state: answer.order.state, isVerified: answer.order.isVerified, rules: answer.rules,
            permit: answer.permit, isOffline: isOffline, observedAt: answer.order.observedAt,
            age: age)
    }

    /// Takes a decision on a snapshot that somebody handed over, without a journal.
    public init(
        snapshotOf order: OutOrderNumber?, in state: OrderState, decision: CallDecision,
        rules: RulesVersion, observedAt: Timestamp
    ) {
        self.init(
            decision, order: order, revision: nil, state: state, isVerified: false, rules: rules,
            permit: nil, isOffline: true, observedAt: observedAt, age: nil)
    }

    private init(
        _ answer: CallDecision, order: OutOrderNumber?, revision: Int64?, state: OrderState,
        isVerified: Bool, rules: RulesVersion, permit: IssuedPermit?, isOffline: Bool,
        observedAt: Timestamp?, age: Int64?
    ) {
        outOrderNumber = order?.text
        self.revision = revision
        phase = state.code
        indeterminateReason = state.indeterminateReason?.rawValue
        self.isVerified = isVerified
        self.rules = rules.rawValue
        decision = answer.code.rawValue
        atStakeFen = answer.loss?.atStake.fen
        alreadyPaidFen = answer.loss?.alreadyPaid.fen
        hazards = answer.hazards
        notices = answer.notices
        reasons = answer.reasons
        nextCollectAt = answer.nextCollectAt
        self.permit = permit.map { PermitJSON($0) }
        self.isOffline = isOffline
        self.observedAt = observedAt?.description
        observationAgeSeconds = age
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(outOrderNumber, forKey: .outOrderNumber)
        try members.encode(revision, forKey: .revision)
        try members.encode(phase, forKey: .phase)
        try members.encode(indeterminateReason, forKey: .indeterminateReason)
        try members.encode(isVerified, forKey: .isVerified)
        try members.encode(rules, forKey: .rules)
        try members.encode(decision, forKey: .decision)
        try members.encode(atStakeFen, forKey: .atStakeFen)
        try members.encode(alreadyPaidFen, forKey: .alreadyPaidFen)
        try members.encode(hazards, forKey: .hazards)
        try members.encode(notices, forKey: .notices)
        try members.encode(reasons, forKey: .reasons)
        try members.encode(nextCollectAt, forKey: .nextCollectAt)
        try members.encode(permit, forKey: .permit)
        try members.encode(isOffline, forKey: .isOffline)
        try members.encode(observedAt, forKey: .observedAt)
        try members.encode(observationAgeSeconds, forKey: .observationAgeSeconds)
    }
}
