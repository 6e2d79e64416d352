/// What WeChat answered to a sending, as far as the attempt cares.
public enum AttemptAnswer: Hashable, Sendable {
    /// A verified success.
    case accepted
    /// A verified refusal.
    case refused(Refusal)
    /// A server error: the request arrived, its effect is unknown.
    case failed
    /// No verified word: no answer came, or none that was believed.
    case unknown
    /// No byte left this machine.
    case notSent
}
