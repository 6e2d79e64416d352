/// What is known of an order, and whose word that is.
///
/// WeChat's signed word is never overruled by what nobody's signature stands behind, such as an
/// order that is taken over from a file. Where the two differ, that is found, and the next signed
/// view decides.
public struct OrderKnowledge: Hashable, Sendable {
    /// Where the order stands.
    public let standing: OrderStanding
    /// Whether the standing is WeChat's signed word.
    public let isVerified: Bool

    /// Creates knowledge.
    public init(_ standing: OrderStanding, isVerified: Bool) {
        self.standing = standing
        self.isVerified = isVerified
    }

    /// Returns what a view adds.
    ///
    /// - Parameter isSigned: Whether WeChat's signature stands behind the view.
    public func finding(in reading: SnapshotReading, isSigned: Bool) -> ViewFinding {
        let finding = standing.finding(in: reading)
        return switch (isVerified, isSigned) {
        case (false, false): finding
        case (true, true): alarmingLife(finding)
        case (false, true): deciding(finding, reading)
        case (true, false): yielding(finding, reading)
        }
    }

    /// A signed view that shows an order as not ended is no old one, if the order has ended.
    private func alarmingLife(_ finding: ViewFinding) -> ViewFinding {
        guard case .stale = finding, let life = standing.phase?.kind.contradictedByLife else {
            return finding
        }
        return .contradiction(life)
    }

    /// WeChat's word about what was only claimed.
    private func deciding(_ finding: ViewFinding, _ reading: SnapshotReading) -> ViewFinding {
        switch (finding, reading) {
        case (.stale, .phase(let seen, _)), (.contradiction, .phase(let seen, _)):
            .event(standing.lastPhase == nil ? .adopted(seen) : .corrected(seen))
        case (.stale, .unclear(let why)), (.contradiction, .unclear(let why)): .clouded(why)
        case (.confirmed, _), (.event, _), (.cleared, _), (.clouded, _): finding
        }
    }

    /// A claim about what is WeChat's word.
    private func yielding(_ finding: ViewFinding, _ reading: SnapshotReading) -> ViewFinding {
        switch (finding, reading) {
        case (_, .unclear(let why)): .clouded(why)
        case (.cleared, .phase(let seen, _)): .stale(seen.kind)
        case (.event, .phase), (.contradiction, .phase): .contradiction(.unverifiedDiffers)
        case (.confirmed, .phase), (.stale, .phase), (.clouded, .phase): finding
        }
    }

    /// Returns what is known after an event.
    ///
    /// - Throws: ``IllegalTransition`` if the event cannot happen here, or is a mere claim about
    ///   what is WeChat's word.
    public func following(
        _ event: OrderEvent, isSigned: Bool = true
    ) throws(IllegalTransition) -> OrderKnowledge {
        if case .corrected(let phase) = event, isSigned, !isVerified, standing.lastPhase != nil {
            return OrderKnowledge(.clear(phase), isVerified: true)
        }
        guard isSigned || !isVerified else {
            throw IllegalTransition(phase: standing.lastPhase, event: event)
        }
        return OrderKnowledge(try standing.following(event), isVerified: isSigned)
    }

    /// Returns what is known after a finding.
    ///
    /// - Throws: ``IllegalTransition`` if the finding's event cannot happen here.
    public func following(
        _ finding: ViewFinding, isSigned: Bool
    ) throws(IllegalTransition) -> OrderKnowledge {
        switch finding {
        case .event(let event): return try following(event, isSigned: isSigned)
        case .stale, .contradiction: return self
        // Where WeChat's word is not understood, nothing is left of what was only claimed.
        case .clouded(let why) where isSigned && !isVerified:
            return OrderKnowledge(.unclear(why, last: nil), isVerified: true)
        case .confirmed, .cleared, .clouded:
            guard isSigned || !isVerified else { return self }
            return OrderKnowledge(try standing.following(finding), isVerified: isSigned)
        }
    }
}
