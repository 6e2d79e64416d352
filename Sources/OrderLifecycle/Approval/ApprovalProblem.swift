/// Why nobody can acknowledge, reject or withdraw a requested call as they wish; the raw value is
/// the stable code.
public enum ApprovalProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// Nothing was requested under this name.
    case unknown = "approval_unknown"
    /// It was made, rejected, withdrawn or denied.
    case over = "approval_over"
    /// Another requested call of the order waits.
    case waiting = "approval_waiting"
    /// Its time is over, or the clock was set back to before it was requested.
    case expired = "approval_expired"
    /// It gives nothing up.
    case nothingAtStake = "approval_nothing_at_stake"
    /// Who acknowledges it is the one who requested it.
    case ownRequest = "approval_own_request"
    /// Whoever requests it states the amount, and the policy asks for others.
    case othersNeeded = "approval_others_needed"
    /// The policy asks for people who are verified, and this one's name is only claimed.
    case notVerified = "approval_person_not_verified"
    /// The same person has acknowledged it.
    case repeated = "approval_repeated"
    /// As many people have acknowledged it as ever must.
    case acknowledged = "approval_acknowledged"
    /// Another amount was stated than the one at stake.
    case amountDiffers = "approval_amount_differs"
    /// Only the one who requested it can withdraw it; anybody else rejects it.
    case otherRequester = "approval_other_requester"
}

extension ApprovalProblem {
    /// The problem as a sentence: what is wrong, and what to do.
    public var sentence: Sentence {
        Sentence(code: rawValue, english: english, chinese: chinese)
    }

    private var english: String {
        switch self {
        case .unknown: "Nothing was requested under this name; look at what waits."
        case .over: "Nothing waits under this name any more; see the order's history."
        case .waiting:
            "Another requested call of this order waits; decide on that, or have it withdrawn."
        case .expired: "The time for an acknowledgement is over; request the call again."
        case .nothingAtStake: "The call gives nothing up; there is nothing to acknowledge."
        case .ownRequest: "Nobody acknowledges a request of their own; ask another person."
        case .othersNeeded:
            "The policy asks for others at this amount; request the call without stating it."
        case .notVerified:
            "The policy asks for people who are verified, and this name is only claimed."
        case .repeated: "You have acknowledged this already; another person has to."
        case .acknowledged: "Enough people have acknowledged this already."
        case .amountDiffers:
            "Another amount is at stake than was stated; look at it again and state that amount."
        case .otherRequester: "Only the person who requested the call withdraws it; reject it."
        }
    }

    private var chinese: String {
        switch self {
        case .unknown: "没有该编号的申请；请查看待复核的请求。"
        case .over: "该编号下已没有待复核的请求；请查看订单历史。"
        case .waiting: "该订单已有一个待复核的请求；请先处理或撤回它。"
        case .expired: "复核时限已过；请重新申请。"
        case .nothingAtStake: "该操作不放弃任何款项，无需复核。"
        case .ownRequest: "任何人不得复核自己的申请；请由另一人复核。"
        case .othersNeeded: "该金额须由他人复核；申请时请勿填写金额。"
        case .notVerified: "策略要求相关人员身份已核实，而该名字只是自称。"
        case .repeated: "您已复核过；须由另一人复核。"
        case .acknowledged: "已有足够人数复核。"
        case .amountDiffers: "所填金额与涉及金额不符；请重新查看并填写该金额。"
        case .otherRequester: "只有申请人可以撤回；其他人请驳回。"
        }
    }
}
