/// How an attempt ended; it has exactly one outcome, which never changes.
public enum AttemptOutcome: Hashable, Sendable {
    /// WeChat shows the effect.
    case applied(AttemptProof)
    /// WeChat refused, and the refusal is verified.
    case refused(Refusal)
    /// Nothing happened, and nothing of this attempt can happen any more.
    case notApplied(AttemptFailure)
}

/// What proves that an attempt took effect.
public enum AttemptProof: String, Hashable, Sendable, CaseIterable {
    /// The verified answer to the call.
    case answered
    /// A refusal that says so, confirmed by a view: the effect was there before.
    case alreadyThere = "already_there"
    /// A view after the answer was lost; somebody else may have caused what it shows.
    case found
}

/// Why an attempt came to nothing.
public enum AttemptFailure: String, Hashable, Sendable, CaseIterable {
    /// No byte was sent: WeChat could not be reached, or too much time had passed since the record.
    case neverSent = "never_sent"
    /// The order changed, or the acknowledgement ran out, before the request was sent, or before it
    /// was sent again.
    case changed
    /// The order went where the call can have no effect, such as paid before it was cancelled.
    case overtaken
    /// WeChat showed no effect once the quiescence was over, and the bytes may not be sent again.
    case unchanged
}

extension AttemptOutcome {
    /// The stable code of this outcome.
    public var code: String {
        switch self {
        case .applied(let proof): proof.rawValue
        case .refused: "refused"
        case .notApplied(let failure): failure.rawValue
        }
    }
}

extension AttemptOutcome: CustomStringConvertible {
    /// The outcome with its reason: `applied (answered)`, `refused (ORDER_DONE)`.
    public var description: String {
        switch self {
        case .applied(let proof): "applied (\(proof.rawValue))"
        case .refused(let refusal): "refused (\(refusal.code))"
        case .notApplied(let failure): "not applied (\(failure.rawValue))"
        }
    }
}

/// What WeChat answered to a sending, as far as the attempt cares.
public enum AttemptAnswer: Hashable, Sendable {
    /// A verified success.
    case accepted
    /// A verified refusal.
    case refused(Refusal)
    /// A server error: the request arrived, its effect is unknown.
    case failed
    /// No verified word at all.
    case lost
    /// No byte left this machine.
    case notSent
}

/// What a view of the order shows, as far as the attempt cares.
public enum AttemptSight: Hashable, Sendable {
    /// The effect of the call.
    case applied
    /// A phase in which the call can have no effect any more.
    case overtaken
    /// The standing on which the attempt was decided.
    case unchanged
    /// Another standing, in which the call might still have an effect.
    case changed
    /// Nothing that can be understood, or nothing at all.
    case unclear
}
