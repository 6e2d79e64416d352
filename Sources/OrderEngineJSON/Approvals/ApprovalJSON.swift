public import OrderJournal
import OrderLifecycle

/// A call that was requested, and waits or waited for people or for its hour.
public struct ApprovalJSON: AnswerForm {
    /// Its name.
    public let approval: String
    /// The merchant's number of the order.
    public let outOrderNumber: String
    /// The call: `modify`, `report_paid` or `cancel`.
    public let call: String
    /// The amount that a modification asks for.
    public let totalFen: Int64?
    /// When the order was paid elsewhere, of a call that reports it.
    public let paidAt: String?
    /// How it stands: `waiting`, `made`, `rejected`, `withdrawn`, `expired` or `denied`.
    public let state: String
    /// What it gives up for good, as was last seen; absent where it gives nothing up.
    public let atStakeFen: Int64?
    /// In which ways money is given up.
    public let hazards: [MessageJSON]
    /// Who requested it.
    public let requestedBy: PersonJSON
    /// Why, in the words of who requested it.
    public let reason: String?
    /// Who has acknowledged what it gives up, in order.
    public let acknowledgedBy: [PersonJSON]
    /// When it was requested.
    public let requestedAt: String
    /// When it ends unmade.
    public let expiresAt: String
    /// Before when it is not made.
    public let heldUntil: String?
    /// The attempt that makes it.
    public let attempt: String?

    private enum CodingKeys: String, CodingKey {
        case approval
        case outOrderNumber = "out_order_no"
        case call
        case totalFen = "total_fen"
        case paidAt = "paid_at"
        case state
        case atStakeFen = "at_stake_fen"
        case hazards
        case requestedBy = "requested_by"
        case reason
        case acknowledgedBy = "acknowledged_by"
        case requestedAt = "requested_at"
        case expiresAt = "expires_at"
        case heldUntil = "held_until"
        case attempt
    }

    /// Takes the engine's projection of a requested call.
    public init(_ approval: ApprovalProjection) {
        let terms = approval.terms
        self.approval = approval.id.text
        outOrderNumber = terms.order.text
        call = terms.call.kind.rawValue
        totalFen = terms.call.terms.total?.fen
        paidAt = terms.call.terms.paidAt?.description
        atStakeFen = terms.loss?.atStake.fen
        hazards = (terms.loss?.sentences ?? []).map { MessageJSON($0) }
        requestedBy = PersonJSON(terms.requestedBy)
        reason = approval.reason
        acknowledgedBy = terms.acknowledgedBy.map { PersonJSON($0) }
        requestedAt = approval.requestedAt.description
        expiresAt = terms.expiresAt.description
        heldUntil = terms.heldUntil?.description
        switch approval.condition {
        case .waiting: (state, attempt) = ("waiting", nil)
        case .made(let made): (state, attempt) = ("made", made.text)
        case .ended(let end): (state, attempt) = (end.rawValue, nil)
        }
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(approval, forKey: .approval)
        try members.encode(outOrderNumber, forKey: .outOrderNumber)
        try members.encode(call, forKey: .call)
        try members.encode(totalFen, forKey: .totalFen)
        try members.encode(paidAt, forKey: .paidAt)
        try members.encode(state, forKey: .state)
        try members.encode(atStakeFen, forKey: .atStakeFen)
        try members.encode(hazards, forKey: .hazards)
        try members.encode(requestedBy, forKey: .requestedBy)
        try members.encode(reason, forKey: .reason)
        try members.encode(acknowledgedBy, forKey: .acknowledgedBy)
        try members.encode(requestedAt, forKey: .requestedAt)
        try members.encode(expiresAt, forKey: .expiresAt)
        try members.encode(heldUntil, forKey: .heldUntil)
        try members.encode(attempt, forKey: .attempt)
    }
}
