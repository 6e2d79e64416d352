public import OrderEngine
import OrderLifecycle

/// Whether a call may be made now.
public struct CallOptionJSON: AnswerForm {
    /// The call: `create`, `create_completed`, `complete`, `modify`, `collect`, `report_paid` or
    /// `cancel`.
    public let call: String
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

    private enum CodingKeys: String, CodingKey {
        case call
        case decision
        case atStakeFen = "at_stake_fen"
        case alreadyPaidFen = "already_paid_fen"
        case hazards
        case notices
        case reasons
        case nextCollectAt = "next_collect_at"
    }

    /// Takes the engine's answer for one call.
    public init(_ option: CallOption) {
        let answer = option.decision
        call = option.kind.rawValue
        decision = answer.code.rawValue
        atStakeFen = answer.loss?.atStake.fen
        alreadyPaidFen = answer.loss?.alreadyPaid.fen
        hazards = answer.hazards
        notices = answer.notices
        reasons = answer.reasons
        nextCollectAt = answer.nextCollectAt
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(call, forKey: .call)
        try members.encode(decision, forKey: .decision)
        try members.encode(atStakeFen, forKey: .atStakeFen)
        try members.encode(alreadyPaidFen, forKey: .alreadyPaidFen)
        try members.encode(hazards, forKey: .hazards)
        try members.encode(notices, forKey: .notices)
        try members.encode(reasons, forKey: .reasons)
        try members.encode(nextCollectAt, forKey: .nextCollectAt)
    }
}
