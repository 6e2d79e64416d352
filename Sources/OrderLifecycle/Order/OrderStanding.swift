/// What is known of where an order stands.
public enum OrderStanding: Hashable, Sendable {
    /// The last view told a phase.
    case clear(OrderPhase)
    /// The last view told none; `last` is the phase that was known before, if any was.
    case unclear(Unclarity, last: OrderPhase?)

    /// Of an order that WeChat has shown nothing of.
    public static let unseen = OrderStanding.unclear(.neverSeen, last: nil)

    /// The phase that is known, or was before the view became unclear.
    public var lastPhase: OrderPhase? {
        switch self {
        case .clear(let phase): phase
        case .unclear(_, let last): last
        }
    }

    /// The phase that is known now.
    public var phase: OrderPhase? {
        switch self {
        case .clear(let phase): phase
        case .unclear: nil
        }
    }

    /// What is due and what is paid, where payment is awaited.
    public var pending: PendingCollection? {
        guard case .clear(.awaitingPayment(let pending)) = self else { return nil }
        return pending
    }

    /// The word for this standing: a phase's, or `unclear`.
    public var code: String {
        phase?.kind.rawValue ?? "unclear"
    }
}

/// What a view adds to what is known.
public enum ViewFinding: Hashable, Sendable {
    /// Nothing: the view confirms it.
    case confirmed
    /// The order has gone on.
    case event(OrderEvent)
    /// A phase that had become unclear is seen again.
    case cleared
    /// The view tells no phase.
    case clouded(Unclarity)
    /// The view is older than what is known, which stands; it showed this phase.
    case stale(OrderPhase.Kind)
    /// The view and what is known cannot both be true; what is known stands.
    case contradiction(Contradiction)
}

extension ViewFinding {
    /// Whether the standing after the view is what the view shows; a view that is older than what
    /// is known, or contradicts it, is recorded, and nothing may rest on it.
    public var supportsStanding: Bool {
        switch self {
        case .confirmed, .event, .cleared, .clouded: true
        case .stale, .contradiction: false
        }
    }
}

extension OrderStanding {
    /// Returns what a view adds to this standing.
    public func finding(in reading: SnapshotReading) -> ViewFinding {
        switch reading {
        case .unclear(let why): clouding(why)
        case .phase(let seen, let route): finding(of: seen, paidThrough: route)
        }
    }

    private func finding(
        of seen: OrderPhase, paidThrough route: PaymentRoute?
    ) -> ViewFinding {
        // From before the payment that was seen already; after it, only the end is news.
        let isOlder = isSeenPaid && !seen.kind.isFinal
        guard let known = lastPhase else {
            return isOlder ? .stale(seen.kind) : .event(.adopted(seen))
        }
        return switch known.relation(to: seen, paidThrough: route) {
        case .same where isOlder, .later where isOlder: .stale(seen.kind)
        case .same: phase == nil ? .cleared : .confirmed
        case .later(let event): .event(event)
        case .earlier: .stale(seen.kind)
        case .contradiction(let contradiction): .contradiction(contradiction)
        }
    }

    private var isSeenPaid: Bool {
        guard case .unclear(.paidButOpen, _) = self else { return false }
        return true
    }

    private func clouding(_ why: Unclarity) -> ViewFinding {
        // A payment that was seen stays seen, whatever a later view fails to tell.
        if isSeenPaid { return .clouded(.paidButOpen) }
        guard why == .paidButOpen else { return .clouded(why) }
        return switch lastPhase?.kind {
        case .revoked: .contradiction(.paidAfterRevoked)
        case .expired: .contradiction(.liveAfterExpired)
        case .created, .inService, .awaitingPayment, .done, .none: .clouded(why)
        }
    }

    /// Returns the standing that a finding leads to.
    ///
    /// A final phase stays clear whatever a later view fails to tell.
    ///
    /// - Throws: ``IllegalTransition`` if the finding's event cannot happen here.
    public func following(_ finding: ViewFinding) throws(IllegalTransition) -> OrderStanding {
        switch finding {
        case .confirmed, .stale, .contradiction: return self
        case .event(let event): return try following(event)
        case .cleared:
            guard let lastPhase else { return self }
            return .clear(lastPhase)
        case .clouded(let why):
            if let phase, phase.kind.isFinal { return self }
            return .unclear(why, last: lastPhase)
        }
    }

    /// Returns the standing that an event leads to; an event makes an unclear standing clear.
    ///
    /// - Throws: ``IllegalTransition`` if the event cannot happen here.
    public func following(_ event: OrderEvent) throws(IllegalTransition) -> OrderStanding {
        guard let lastPhase else { return .clear(try OrderPhase.beginning(with: event)) }
        return .clear(try lastPhase.following(event))
    }
}

extension OrderStanding: CustomStringConvertible {
    /// Where the order stands, with its amounts: `awaiting_payment ¥128.00`.
    public var description: String {
        switch self {
        case .clear(let phase): phase.description
        case .unclear(let why, let last):
            "\(code): \(why.rawValue)" + (last.map { ", last \($0)" } ?? "")
        }
    }
}
