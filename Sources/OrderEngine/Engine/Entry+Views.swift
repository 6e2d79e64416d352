import OrderLifecycle

extension Entry {
    /// Records what a view shows, and returns what it adds to what is known.
    ///
    /// - Parameter mayOpenAttemptHaveActed: Whether something that the open attempt sent may have
    ///   taken effect; left out, it is as the journal has it.
    @discardableResult
    mutating func record(
        _ view: View, of number: OutOrderNumber, by mark: Mark,
        mayOpenAttemptHaveActed: Bool? = nil
    ) throws -> ViewFinding {
        let order = try order(number)
        let finding = view.finding(on: order)
        if case .event(let event) = finding {
            let change = order.standing.lastPhase?.merchantChange(by: event)
            let from: Origin? = try change.map {
                try origin(of: $0.kind, by: event, view, order, mayOpenAttemptHaveActed)
            }
            let outside = from == .elsewhere ? change : nil
            try append(
                .happened(event, isSigned: view.isSigned, outside: outside), of: number, by: mark,
                evidence: view.evidence)
            if case .endedAttempt(let attempt)? = from {
                try append(.appliedLate(attempt), of: number, by: mark)
            }
        } else {
            try append(
                .viewed(finding, isSigned: view.isSigned), of: number, by: mark,
                evidence: view.evidence)
        }
        // Of an order that somebody else's view was taken for, nothing else is learned.
        guard !view.isOfAnother(than: order) else { return finding }
        for contradiction in view.contradictions(beside: finding, on: order) {
            try append(
                .viewed(.contradiction(contradiction), isSigned: view.isSigned), of: number,
                by: mark, evidence: view.evidence)
        }
        let identity = view.identity(on: order)
        if identity != order.identity { try append(.identified(identity), of: number, by: mark) }
        if let attempt = order.failedCancel, order.openAttempt == nil, finding == .event(.revoked) {
            try append(.appliedLate(attempt), of: number, by: mark)
        }
        return finding
    }

    /// Where a change comes from, as far as the journal can tell.
    private enum Origin: Hashable {
        /// A call of ours made it, or may have made it and is looked into.
        case ours
        /// A call of ours that was taken to have failed may have made it after all.
        case endedAttempt(AttemptID)
        /// No call of ours explains it.
        case elsewhere
    }

    private func origin(
        of kind: OutsideChange.Kind, by event: OrderEvent, _ view: View,
        _ order: OrderProjection, _ mayOpenAttemptHaveActed: Bool?
    ) throws -> Origin {
        let after = try order.standing.following(event)
        /// Whether the call makes such a change, and this very one: a complete of another total
        /// does not.
        func isMade(by call: OrderCall) -> Bool {
            kind.isMade(by: call.kind) && call.sight(from: order.standing, to: after) == .applied
        }
        if let request = view.answered, isMade(by: request.call) { return .ours }
        // A late cancel is told below, once no attempt is open.
        if kind == .revoked, order.failedCancel != nil { return .ours }
        if let attempt = try order.openAttempt.flatMap({ try writing.attempt($0) }),
            isMade(by: attempt.intent.call),
            mayOpenAttemptHaveActed ?? (attempt.doubt != .none)
        {
            return .ours
        }
        return try originInThePast(of: kind, order)
    }

    /// How many of an order's last records are searched.
    private static let searchLimit: Int64 = 1000

    /// Looks for an attempt among the last records that succeeded, or may have taken effect after
    /// all.
    private func originInThePast(
        of kind: OutsideChange.Kind, _ order: OrderProjection
    ) throws -> Origin {
        guard order.revision > 0 else { return .elsewhere }
        let records = try writing.records(
            of: .order(order.order), after: max(0, order.revision - Self.searchLimit),
            limit: Int(Self.searchLimit))
        for record in records.reversed() {
            guard
                case .settled(let id, let operation, let outcome, let doubt, _) =
                    try record.content(), kind.isMade(by: operation)
            else { continue }
            if outcome.isApplied { return .ours }
            if outcome.mayApplyLate(doubt) { return .endedAttempt(id) }
        }
        return .elsewhere
    }
}

/// What a view of an order shows.
struct View: Hashable, Sendable {
    let reading: SnapshotReading
    /// What the view says that cannot be true together.
    let contradiction: Contradiction?
    let identity: OrderIdentity
    let evidence: Evidence?
    /// Whether WeChat's signature stands behind it; otherwise the merchant's own code claims it.
    let isSigned: Bool
    /// The call of ours that the view is the answer to.
    let answered: ProviderRequest?

    /// What a snapshot shows.
    init(
        _ snapshot: OrderSnapshot, identity: OrderIdentity, evidence: Evidence?, isSigned: Bool,
        answering call: ProviderRequest? = nil
    ) {
        reading = snapshot.reading
        contradiction = snapshot.contradiction
        self.identity = identity
        self.evidence = evidence
        self.isSigned = isSigned
        answered = call
    }

    /// What the view adds to what is known of its order.
    func finding(on order: OrderProjection) -> ViewFinding {
        if isOfAnother(than: order) { return .contradiction(.identityChanged) }
        return birth(of: order) ?? order.knowledge.finding(in: reading, isSigned: isSigned)
    }

    /// Whether the view is of another order than the one that is known; WeChat's word also decides
    /// to whom an order belongs of which so far something was only claimed.
    func isOfAnother(than order: OrderProjection) -> Bool {
        (order.isVerified || !isSigned) && order.identity.contradicts(identity)
    }

    /// To whom the order belongs after the view: a claim adds nothing to WeChat's word, and is left
    /// behind where that comes.
    func identity(on order: OrderProjection) -> OrderIdentity {
        if order.isVerified, !isSigned { return order.identity }
        if !order.isVerified, isSigned { return identity }
        return order.identity.completed(by: identity)
    }

    /// What the view says beside its finding that cannot be true.
    func contradictions(beside finding: ViewFinding, on order: OrderProjection) -> [Contradiction] {
        var found: [Contradiction] = []
        if let contradiction, finding.supportsStanding, isSigned || !order.isVerified {
            found.append(contradiction)
        }
        guard isSigned, !order.isVerified else { return found }
        let endedByClaim = order.standing.phase?.kind.isFinal ?? false
        if case .clouded = finding, endedByClaim { found.append(.unverifiedDiffers) }
        if order.identity.contradicts(identity) { found.append(.unverifiedDiffers) }
        return found
    }

    /// The event by which an order of ours begins, where this view is the answer to our create
    /// and shows the phase that its mode leads to.
    ///
    /// In no-confirm mode an order that shows as created is one whose creation failed at WeChat:
    /// it exists, and is adopted as it stands.
    private func birth(of order: OrderProjection) -> ViewFinding? {
        guard case .create(let mode, let riskFund)? = answered?.call,
            order.standing.lastPhase == nil, case .phase(let phase, _) = reading
        else { return nil }
        let event = OrderEvent.created(mode, riskFund: riskFund)
        guard let expected = try? OrderPhase.beginning(with: event), expected.kind == phase.kind
        else { return nil }
        return .event(event)
    }
}
