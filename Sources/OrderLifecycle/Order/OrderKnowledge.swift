/// What is known of an order, and whose word that is.
///
/// WeChat's signed word is never overruled by what nobody's signature stands behind, such as an
/// order that is taken over from a file. Where the two differ, that is found, and the next signed
/// observation decides.
public struct OrderKnowledge: Hashable, Sendable {
    /// Where the order stands.
    public let state: OrderState
    /// Whether the state is WeChat's signed word.
    public let isVerified: Bool

    /// Creates knowledge.
    public init(_ state: OrderState, isVerified: Bool) {
        self.state = state
        self.isVerified = isVerified
    }

    /// Returns what an observation adds.
    ///
    /// - Parameters:
    ///   - interpretation: What the observation shows.
    ///   - isSigned: Whether WeChat's signature stands behind the observation.
    ///   - isCurrent: Whether the observation shows the order as it is since what is known was
    ///     learnt. A notification shows it as it was when something happened, and may come late.
    public func finding(
        in interpretation: SnapshotInterpretation, isSigned: Bool, isCurrent: Bool = true
    ) -> ObservationOutcome {
        let finding = state.finding(in: interpretation)
        if !isCurrent, let seen = old(finding, interpretation) { return .stale(seen) }
        return switch (isVerified, isSigned) {
        case (false, false): finding
        case (true, true): isCurrent ? alarmingLife(finding) : finding
        case (false, true): deciding(finding, interpretation)
        case (true, false): yielding(finding, interpretation)
        }
    }

    /// The phase that is shown, where what may be old shows no more than what was known before: it
    /// neither takes an order back, nor makes clear what has become indeterminate since.
    private func old(
        _ finding: ObservationOutcome, _ interpretation: SnapshotInterpretation
    ) -> OrderPhase.Kind? {
        switch (finding, interpretation) {
        case (.stale(let seen), _): seen
        case (.resolved, .phase(let seen, _)): seen.kind
        case (.resolved, .indeterminate), (.confirmed, _), (.event, _), (.indeterminate, _),
            (.contradiction, _):
            nil
        }
    }

    /// A signed observation that shows an order as not ended is no old one, if the order has ended.
    private func alarmingLife(_ finding: ObservationOutcome) -> ObservationOutcome {
        guard case .stale = finding, let life = state.phase?.kind.contradictedByLife else {
            return finding
        }
        return .contradiction(life)
    }

    /// WeChat's word about what was only claimed.
    private func deciding(_ finding: ObservationOutcome, _ interpretation: SnapshotInterpretation)
        -> ObservationOutcome
    {
        switch (finding, interpretation) {
        case (.stale, .phase(let seen, let source)),
            (.contradiction, .phase(let seen, let source)):
            .event(
                state.lastPhase == nil
                    ? .adopted(seen, transactionIDs: source.transactionIDs)
                    : .corrected(seen, transactionIDs: source.transactionIDs))
        case (.stale, .indeterminate(let why)), (.contradiction, .indeterminate(let why)):
            .indeterminate(why)
        case (.confirmed, _), (.event, _), (.resolved, _), (.indeterminate, _): finding
        }
    }

    /// A claim about what is WeChat's word.
    private func yielding(_ finding: ObservationOutcome, _ interpretation: SnapshotInterpretation)
        -> ObservationOutcome
    {
        switch (finding, interpretation) {
        case (_, .indeterminate(let why)): .indeterminate(why)
        case (.resolved, .phase(let seen, _)): .stale(seen.kind)
        case (.event, .phase), (.contradiction, .phase): .contradiction(.unverifiedDiffers)
        case (.confirmed, .phase), (.stale, .phase), (.indeterminate, .phase): finding
        }
    }

    /// Returns what is known after an event.
    ///
    /// - Throws: ``IllegalTransition`` if the event cannot happen here, or is a mere claim about
    ///   what is WeChat's word.
    public func following(
        _ event: OrderEvent, isSigned: Bool = true
    ) throws(IllegalTransition) -> OrderKnowledge {
        if case .corrected(let phase, _) = event, isSigned, !isVerified, state.lastPhase != nil {
            return OrderKnowledge(.known(phase), isVerified: true)
        }
        guard isSigned || !isVerified else {
            throw IllegalTransition(phase: state.lastPhase, event: event)
        }
        return OrderKnowledge(try state.following(event), isVerified: isSigned)
    }

    /// Returns what is known after a finding.
    ///
    /// - Throws: ``IllegalTransition`` if the finding's event cannot happen here.
    public func following(
        _ finding: ObservationOutcome, isSigned: Bool
    ) throws(IllegalTransition) -> OrderKnowledge {
        switch finding {
        case .event(let event): return try following(event, isSigned: isSigned)
        case .stale, .contradiction: return self
        // Where WeChat's word is not understood, nothing is left of what was only claimed.
        case .indeterminate(let why) where isSigned && !isVerified:
            return OrderKnowledge(.indeterminate(why, last: nil), isVerified: true)
        case .confirmed, .resolved, .indeterminate:
            guard isSigned || !isVerified else { return self }
            return OrderKnowledge(try state.following(finding), isVerified: isSigned)
        }
    }
}
