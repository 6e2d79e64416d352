/// How an attempt ended; it has exactly one outcome, which never changes.
public enum AttemptOutcome: Hashable, Sendable {
    /// WeChat shows the effect.
    case applied(AttemptProof)
    /// WeChat refused, and the refusal is verified.
    case refused(Refusal)
    /// Nothing happened, and nothing of this attempt can happen any more.
    case notApplied(AttemptFailure)
    /// Nobody can tell: no answer proved it, and no observation can show the effect of such a call.
    case unproven
}

extension AttemptOutcome {
    /// The stable code of this outcome.
    public var code: String {
        switch self {
        case .applied(let proof): proof.rawValue
        case .refused: "refused"
        case .notApplied(let failure): failure.rawValue
        case .unproven: "unproven"
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
        case .unproven: code
        }
    }
}
