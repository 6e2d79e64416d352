import OrderLifecycle

/// What the engine writes in one commit, and the alarms that follow from it.
struct Entry {
    /// The transaction.
    let writing: any JournalWriting
    /// The moment of this commit: our clock, but never before the journal's last record, so that
    /// a clock that was set back revives no permit whose end was recorded.
    let now: Timestamp
    /// What our clock reads: behind ``now`` where it ran ahead while records were made.
    ///
    /// The brake's window, permits and acknowledgements are counted from here, so that such a
    /// moment neither empties the one nor prolongs the others.
    let clock: Timestamp
    /// How far the journal was ahead of the clock when the commit began; `nil` of an empty one.
    let lead: JournalLead?
    /// What is to be told once the commit is durable.
    private(set) var alarms: [Alarm] = []
    /// The change that was recorded last and that no call of the journal explains.
    private(set) var outside: OutsideChange?

    init(writing: any JournalWriting, now: Timestamp) {
        self.writing = writing
        let end = try? writing.end()
        clock = now
        lead = end.map { JournalLead($0, clock: now) }
        self.now = max(now, end?.at ?? now)
    }

    /// The order's projection; an order without records is unseen.
    func order(_ number: OutOrderNumber) throws -> OrderProjection {
        try writing.order(number) ?? OrderProjection(order: number, createdAt: now)
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
        reason: String? = nil, rules: RulesVersion? = nil, evidence: Evidence? = nil,
        request: [UInt8]? = nil
    ) throws {
        try writing.append(
            RecordDraft(
                .order(order), content, cause: mark.cause, caller: mark.caller, at: now,
                reason: reason, rules: rules, evidence: evidence, request: request))
        if case .happened(_, _, let change?) = content { outside = change }
        switch content {
        case .viewed(.contradiction(let contradiction), _):
            alarms.append(.contradiction(order, contradiction))
        case .happened(.corrected, _, _):
            alarms.append(.contradiction(order, .unverifiedDiffers))
        // Whoever takes orders over knows that they were kept elsewhere until then.
        case .happened(_, _, let outside?) where mark.cause.kind != .import:
            alarms.append(.changedOutside(order, outside))
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
}

/// Who and what a record is marked with.
struct Mark: Hashable, Sendable {
    let caller: Caller
    let cause: Cause
}
