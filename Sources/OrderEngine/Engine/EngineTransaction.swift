import OrderJournal
import OrderLifecycle

/// What the engine writes in one commit, and the alarms that follow from it.
struct EngineTransaction {
    /// The transaction.
    let writer: any JournalTransaction
    /// The moment of this commit: our clock, but never before the journal's last record, so that
    /// a clock that was set back revives no permit whose end was recorded.
    let now: Timestamp
    /// What our clock reads: behind ``now`` where it ran ahead while records were made.
    ///
    /// The velocity limit's window, permits and acknowledgements are counted from here, so that
    /// such a moment neither empties the one nor prolongs the others.
    let clock: Timestamp
    /// How far the journal was ahead of the clock when the commit began; `nil` of an empty one.
    let lead: JournalLead?
    /// The process that records.
    let origin: ProcessOrigin
    /// What a complete from elsewhere means.
    let outsideCompletes: OutsideCompletes
    /// What is to be told once the commit is durable.
    private(set) var alarms: [Alarm] = []
    /// Which journal this is and whose, as far as that is known.
    var bound: BeginningDetails?
    /// What precedes the first record of an empty journal.
    private var beginning: BeginningDetails?
    /// What the journal was found to have begun with, or begins with in this commit.
    var begun: BeginningDetails? { beginning == nil ? bound : nil }
    /// The change that was recorded last and that no call of the journal explains.
    private(set) var outside: OutsideChange?
    /// Every such change of the commit.
    private(set) var outsideKinds: [OutsideChange.Kind] = []

    init(
        writer: any JournalTransaction, now: Timestamp, origin: ProcessOrigin,
        outsideCompletes: OutsideCompletes
    ) throws {
        self.writer = writer
        self.outsideCompletes = outsideCompletes
        self.origin = origin
        let end = try writer.end()
        clock = now
        lead = end.map { JournalLead($0, clock: now) }
        self.now = max(now, end?.at ?? now)
    }

    /// Makes sure that the journal is this merchant's, or has its first record begin it.
    ///
    /// - Parameter merchant: `nil` where no settings name one; then a journal is not begun.
    /// - Throws: ``JournalError`` with ``JournalErrorCode/otherMerchant`` if the journal was begun
    ///   for another merchant.
    mutating func bind(to merchant: MerchantID?, as identity: JournalIdentity) throws {
        if let stored = try writer.beginning() {
            try stored.check(isOf: merchant)
            bound = stored
        } else if let merchant {
            bound = BeginningDetails(
                identity: identity, merchant: merchant)
            beginning = bound
        }
    }

    /// Makes sure that a new order that somebody shows is this journal's merchant's; of a known one
    /// it is a contradiction.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/otherMerchant`` otherwise.
    func check(_ identity: OrderIdentity, of number: OutOrderNumber) throws {
        guard try order(number).identity.merchantID == nil else { return }
        try bound?.check(isOf: identity.merchantID)
    }

    /// The order's projection; an order without records is unseen.
    func order(_ number: OutOrderNumber) throws -> OrderProjection {
        try writer.order(number) ?? OrderProjection(order: number, createdAt: now)
    }

    /// The outcome that an attempt was given while whoever follows it waited for WeChat, by a
    /// notification or by a second engine on the same journal; `nil` while it is open.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/conflict`` if a second engine has sent it
    ///   again.
    func outcome(of attempt: AttemptID, sentTimes count: Int) throws -> AttemptOutcome? {
        let stored = try writer.attempt(attempt)
        if case .settled(let outcome)? = stored?.condition { return outcome }
        guard let stored, stored.dispatches == count else {
            throw JournalError(
                .conflict, "another engine has taken the attempt \(attempt) further meanwhile")
        }
        return nil
    }

    /// Appends a record and notes the alarm that it gives.
    mutating func append(
        _ content: RecordContent, to subject: Subject, by provenance: Provenance,
        reason: String? = nil, rules: RulesVersion? = nil, evidence: Evidence? = nil,
        request: [UInt8]? = nil
    ) throws {
        try append(
            RecordDraft(
                subject, content, cause: provenance.cause, caller: provenance.caller,
                origin: origin, at: now,
                reason: reason, rules: rules, evidence: evidence, request: request))
        if case .order(.happened(_, _, let change?)) = content {
            outside = change
            outsideKinds.append(change.kind)
        }
        if let alarm = Alarm(
            content, of: subject, causedBy: provenance.cause.kind, expecting: outsideCompletes)
        {
            alarms.append(alarm)
        }
    }

    /// Trips the velocity limit, because of a cancel of this order.
    mutating func tripVelocityLimit(for order: OutOrderNumber, by provenance: Provenance) throws {
        try append(
            .velocityLimitTripped,
            by: Provenance(caller: provenance.caller, cause: Cause(.call, id: order.text)))
        alarms.append(.velocityLimitTripped(order))
    }

    /// Brings the policy of a decision into force: records it where another was, or none.
    ///
    /// - Returns: The digest that the decision names.
    mutating func enforce(_ policy: String, by provenance: Provenance) throws -> Digest32 {
        guard policy.utf8.count <= PolicyDetails.limit else {
            throw EngineError.inconsistent(
                "the policy's text has \(policy.utf8.count) bytes, at most \(PolicyDetails.limit) "
                    + "are recorded; shorten the versions of the guards")
        }
        let change = PolicyDetails(policy, previous: try writer.policyInForce())
        if change.digest != change.previous {
            try append(
                .policyChanged(change),
                by: Provenance(caller: provenance.caller, cause: Cause(.call)))
        }
        return change.digest
    }

    /// Appends a record about the journal itself.
    mutating func append(
        _ fact: JournalFact, by provenance: Provenance, reason: String? = nil,
        evidence: Evidence? = nil
    ) throws {
        try append(
            RecordDraft(
                .journal, .journal(fact), cause: provenance.cause, caller: provenance.caller,
                origin: origin, at: now, reason: reason, evidence: evidence))
    }

    mutating func append(_ draft: RecordDraft) throws {
        try begin(by: draft.caller)
        try writer.append(draft)
    }

    /// Appends the first record, where it is missing.
    mutating func begin(by caller: Caller) throws {
        guard let beginning else { return }
        self.beginning = nil
        try append(.begun(beginning), by: Provenance(caller: caller, cause: Cause(.call)))
    }
}
