import OrderJournal
import OrderLifecycle

/// A decision, and the permit that was presented for it.
struct Decided: Sendable {
    let answer: DecisionAnswer
    /// Why the permit that was presented cannot be used.
    let problem: PermitProblem?
    /// The permit, where it can be used.
    let permit: PermitProjection?
}
