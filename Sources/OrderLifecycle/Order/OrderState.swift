/// What is known of where an order stands.
public enum OrderState: Hashable, Sendable {
    /// The last observation told a phase.
    case known(OrderPhase)
    /// The last observation told none; `last` is the phase that was known before, if any was.
    case indeterminate(IndeterminateReason, last: OrderPhase?)

    /// Of an order that WeChat has shown nothing of.
    public static let unseen = OrderState.indeterminate(.neverSeen, last: nil)

    /// The phase that is known, or was before the observation became indeterminate.
    public var lastPhase: OrderPhase? {
        switch self {
        case .known(let phase): phase
        case .indeterminate(_, let last): last
        }
    }

    /// The phase that is known now.
    public var phase: OrderPhase? {
        switch self {
        case .known(let phase): phase
        case .indeterminate: nil
        }
    }

    /// Why no phase is known, where none is.
    public var indeterminateReason: IndeterminateReason? {
        switch self {
        case .known: nil
        case .indeterminate(let why, _): why
        }
    }

    /// What is due and what is paid, where payment is awaited.
    public var pending: PendingCollection? {
        guard case .known(.awaitingPayment(let pending)) = self else { return nil }
        return pending
    }

    /// The word for this state: a phase's, or `indeterminate`.
    public var code: String {
        phase?.kind.rawValue ?? Self.indeterminateCode
    }

    /// The word for a state that tells no phase.
    package static let indeterminateCode = "indeterminate"
}

extension OrderState {
    /// Returns what an observation adds to this state.
    public func finding(in interpretation: SnapshotInterpretation) -> ObservationOutcome {
        switch interpretation {
        case .indeterminate(let why): becomingIndeterminate(why)
        case .phase(let seen, let source): finding(of: seen, paidThrough: source)
        }
    }

    private func finding(
        of seen: OrderPhase, paidThrough source: PaymentSource
    ) -> ObservationOutcome {
        // From before the payment that was seen already; after it, only the end is news.
        let isOlder = isSeenPaid && !seen.kind.isFinal
        guard let known = lastPhase else {
            return isOlder
                ? .stale(seen.kind) : .event(.adopted(seen, transactionIDs: source.transactionIDs))
        }
        return switch known.relation(to: seen, paidThrough: source) {
        case .same where isOlder, .later where isOlder: .stale(seen.kind)
        case .same: phase == nil ? .resolved : .confirmed
        case .later(let event): .event(event)
        case .earlier: .stale(seen.kind)
        case .contradiction(let contradiction): .contradiction(contradiction)
        }
    }

    private var isSeenPaid: Bool {
        guard case .indeterminate(.paidButOpen, _) = self else { return false }
        return true
    }

    private func becomingIndeterminate(_ why: IndeterminateReason) -> ObservationOutcome {
        // A payment that was seen stays seen, whatever a later observation fails to tell.
        if isSeenPaid { return .indeterminate(.paidButOpen) }
        guard why == .paidButOpen else { return .indeterminate(why) }
        return switch lastPhase?.kind {
        case .revoked: .contradiction(.paidAfterRevoked)
        case .expired: .contradiction(.liveAfterExpired)
        case .created, .inService, .awaitingPayment, .done, .none: .indeterminate(why)
        }
    }

    /// Returns the state that a finding leads to.
    ///
    /// A final phase stays clear whatever a later observation fails to tell.
    ///
    /// - Throws: ``IllegalTransition`` if the finding's event cannot happen here.
    public func following(_ finding: ObservationOutcome) throws(IllegalTransition) -> OrderState {
        switch finding {
        case .confirmed, .stale, .contradiction: return self
        case .event(let event): return try following(event)
        case .resolved:
            guard let lastPhase else { return self }
            return .known(lastPhase)
        case .indeterminate(let why):
            if let phase, phase.kind.isFinal { return self }
            return .indeterminate(why, last: lastPhase)
        }
    }

    /// Returns the state that an event leads to; an event makes an indeterminate state clear.
    ///
    /// - Throws: ``IllegalTransition`` if the event cannot happen here.
    public func following(_ event: OrderEvent) throws(IllegalTransition) -> OrderState {
        guard let lastPhase else { return .known(try OrderPhase.beginning(with: event)) }
        return .known(try lastPhase.following(event))
    }
}

extension OrderState: CustomStringConvertible {
    /// Where the order stands, with its amounts: `awaiting_payment ¥128.00`.
    public var description: String {
        switch self {
        case .known(let phase): phase.description
        case .indeterminate(let why, let last):
            "\(code): \(why.rawValue)" + (last.map { ", last \($0)" } ?? "")
        }
    }
}
