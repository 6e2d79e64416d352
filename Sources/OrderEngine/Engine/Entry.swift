import OrderLifecycle

/// What the engine writes in one commit, and the alarms that follow from it.
struct Entry {
    /// The transaction.
    let writing: any JournalWriting
    /// The moment of this commit: our clock, but never before the journal's last record, so that
    /// a clock that was set back revives no permit.
    let now: Timestamp
    /// What our clock reads: behind ``now`` where it ran ahead while records were made.
    ///
    /// The brake's window and an acknowledgement are counted from here, so that such a moment
    /// neither empties the one nor prolongs the other.
    let clock: Timestamp
    /// What is to be told once the commit is durable.
    private(set) var alarms: [Alarm] = []

    init(writing: any JournalWriting, now: Timestamp) {
        self.writing = writing
        let end = try? writing.end()
        clock = now
        self.now = max(now, end?.at ?? now)
    }

    /// The order's projection; an order without records is unseen.
    func order(_ number: OutOrderNumber) throws -> OrderProjection {
        try writing.order(number) ?? OrderProjection(order: number, createdAt: now)
    }

    /// The call of the order that has no known outcome yet.
    func unresolved(_ order: OrderProjection) throws -> Operation? {
        try order.openAttempt.flatMap { try writing.attempt($0) }?.intent.operation
    }

    /// Makes sure that an attempt is as whoever follows it left it: a second engine on the same
    /// journal may have sent it again, or ended it, while this one waited for WeChat.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/conflict`` if it is not.
    func expect(_ attempt: AttemptID, sentTimes count: Int) throws {
        let stored = try writing.attempt(attempt)
        guard let stored, !stored.isSettled, stored.dispatches == count else {
            throw JournalError(
                .conflict, "another engine has taken the attempt \(attempt) further meanwhile")
        }
    }

    /// Appends a record and notes the alarm that it gives.
    mutating func append(
        _ content: RecordContent, of order: OutOrderNumber, by mark: Mark,
        reason: String? = nil, rules: CancelRules? = nil, evidence: Evidence? = nil,
        request: [UInt8]? = nil
    ) throws {
        try writing.append(
            RecordDraft(
                .order(order), content, cause: mark.cause, caller: mark.caller, at: now,
                reason: reason, rules: rules, evidence: evidence, request: request))
        switch content {
        case .viewed(.contradiction(let contradiction)):
            alarms.append(.contradiction(order, contradiction))
        case .appliedLate(let attempt): alarms.append(.appliedLate(order, attempt))
        case .parked(let attempt): alarms.append(.parked(order, attempt))
        case .happened, .viewed, .identified, .decided, .permitIssued, .intended, .dispatched,
            .deferred, .settled, .protected, .unprotected, .brakeEngaged, .brakeReleased,
            .keyAdded, .resumed:
            break
        }
    }

    /// Engages the brake, because of a cancel of this order.
    mutating func engageBrake(for order: OutOrderNumber, by mark: Mark) throws {
        try writing.append(
            RecordDraft(
                .journal, .brakeEngaged, cause: Cause(.call, id: order.text), caller: mark.caller,
                at: now))
        alarms.append(.brakeEngaged(order))
    }

    /// Records what a view shows, and returns what it adds to what is known.
    @discardableResult
    mutating func record(_ view: View, of number: OutOrderNumber, by mark: Mark) throws
        -> ViewFinding
    {
        let order = try order(number)
        let finding = view.finding(on: order)
        if case .event(let event) = finding {
            try append(.happened(event), of: number, by: mark, evidence: view.evidence)
        } else {
            try append(.viewed(finding), of: number, by: mark, evidence: view.evidence)
        }
        // Of an order that somebody else's view was taken for, nothing else is learned.
        guard !order.identity.contradicts(view.identity) else { return finding }
        if order.identity.completed(by: view.identity) != order.identity {
            try append(.identified(view.identity), of: number, by: mark)
        }
        if let attempt = order.failedCancel, order.openAttempt == nil, finding == .event(.revoked) {
            try append(.appliedLate(attempt), of: number, by: mark)
        }
        return finding
    }
}

/// Who and what a record is marked with.
struct Mark: Hashable, Sendable {
    let caller: Caller
    let cause: Cause
}

/// A verified view of an order, or one that the merchant's own code fetched.
struct View: Hashable, Sendable {
    let reading: SnapshotReading
    let identity: OrderIdentity
    let evidence: Evidence?
    /// How the order was created, where the view is the answer to our own create.
    var creation: ProviderRequest?

    /// What the view adds to what is known of its order.
    func finding(on order: OrderProjection) -> ViewFinding {
        if order.identity.contradicts(identity) { return .contradiction(.identityChanged) }
        return birth(of: order) ?? order.standing.finding(in: reading)
    }

    /// The event by which an order of ours begins, where this view is the answer to our create
    /// and shows the phase that its mode leads to.
    ///
    /// In no-confirm mode an order that shows as created is one whose creation failed at WeChat:
    /// it exists, and is adopted as it stands.
    private func birth(of order: OrderProjection) -> ViewFinding? {
        guard let creation, let mode = creation.mode, order.standing.lastPhase == nil,
            case .phase(let phase, _) = reading
        else { return nil }
        let event = OrderEvent.created(mode, riskFund: creation.riskFund)
        guard let expected = try? OrderPhase.beginning(with: event), expected.kind == phase.kind
        else { return nil }
        return .event(event)
    }
}
