public import OrderJournal
public import OrderLifecycle

/// A call that gave money up, or may have.
public struct GivenUpCall: Hashable, Sendable {
    /// The attempt at the call, with who asked, who acknowledged and how it ended.
    public let attempt: AttemptProjection
    /// What it gave up.
    public let amount: Amount
    /// What becomes of that money.
    public let kind: GivenUpKind
    /// Whether it took effect; if not, nobody knows yet.
    public let isCertain: Bool

    /// Takes an attempt; `nil` if it gives nothing up, or is known to have had no effect.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - isAppliedLate: Whether it showed its effect after it was taken to have failed.
    init?(_ attempt: AttemptProjection, isAppliedLate: Bool = false) {
        guard let consent = attempt.intent.consent,
            let kind = attempt.intent.call.kind.givenUpKind
        else { return nil }
        switch attempt.condition {
        case .open, .parked: isCertain = false
        case .settled(let outcome):
            guard outcome.isApplied || isAppliedLate else { return nil }
            isCertain = true
        }
        self.attempt = attempt
        self.kind = kind
        amount = consent.givenUp
    }
}
