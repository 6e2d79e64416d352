/// What proves that an attempt took effect.
public enum AttemptProof: String, Hashable, Sendable, CaseIterable {
    /// The verified answer to the call.
    case answered
    /// A refusal that says so, confirmed by an observation: the effect was there before.
    case alreadyThere = "already_there"
    /// An observation where no answer proved it; somebody else may have caused what it shows.
    case found
}
