import OrderLifecycle

/// What one append stores: the record in its place, and the projections that it changes.
///
/// Every implementation of ``Journal`` makes its appends of this, so that all of them agree on
/// what a record does; replaying the records gives the same projections.
public struct AppendPlan: Hashable, Sendable {
    /// What stands in the journal before the append.
    public struct Context: Hashable, Sendable {
        /// Where the journal ends.
        public var end: JournalEnd?
        /// The last record of the draft's subject, where that is the journal itself.
        public var lastOfJournal: JournalRecord?
        /// The draft's order.
        public var order: OrderProjection?
        /// The draft's authorization.
        public var authorization: AuthorizationProjection?
        /// The attempt that the draft names.
        public var attempt: AttemptProjection?
        /// The permit that the draft issues or spends.
        public var permit: PermitProjection?
        /// The requested call that the draft is about; of a request, one of the order that waits.
        public var approval: ApprovalProjection?
        /// The record of the notification that the draft is of.
        public var notification: JournalRecord?

        /// Creates the context of an append to an empty journal.
        public init() {}
    }

    /// The record.
    public let record: JournalRecord
    /// The order after it.
    public let order: OrderProjection?
    /// The authorization after it.
    public let authorization: AuthorizationProjection?
    /// The attempt after it, where it names one.
    public var attempt: AttemptProjection? { changes.attempt }
    /// The permit after it, where it issues or spends one.
    public var permit: PermitProjection? { changes.permit }
    /// The requested call after it, where it is about one or makes it.
    public var approval: ApprovalProjection? { changes.approval }

    private let changes: AttemptChanges

    /// Makes the plan of an append.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/notBegun`` where the journal is empty and
    ///   this is not its beginning; with ``JournalErrorCode/conflict`` where it was begun before,
    ///   the order has an open attempt or a waiting request already, the permit is spent, the
    ///   requested call has ended, or the same sending or the same notification was recorded
    ///   before; `IllegalTransition` or `IllegalAuthorizationEvent`
    ///   where the event cannot happen; ``ReplayProblem`` where the journal
    ///   contradicts itself, or where an intent does not bring the very bytes that it names.
    public init(_ draft: RecordDraft, in context: Context) throws {
        try Self.checkBeginning(draft, in: context)
        try Self.checkConflicts(draft, in: context)
        try Self.checkRoom(in: context)
        let sequence = (context.end?.sequence ?? 0) + 1
        let at = max(draft.at, context.end?.at ?? draft.at)
        let content: RecordContent
        switch draft.subject {
        case .journal:
            record = draft.record(
                sequence: sequence, revision: (context.lastOfJournal?.revision ?? 0) + 1, at: at,
                before: nil, after: nil, previous: context.lastOfJournal?.hash ?? .zero)
            content = try record.content
            order = nil
            authorization = nil
        case .authorization(let code):
            var authorization =
                context.authorization ?? AuthorizationProjection(code: code, createdAt: at)
            let (state, next) = (
                authorization.state, try authorization.knowledge(after: draft.content).state
            )
            record = draft.record(
                sequence: sequence, revision: authorization.revision + 1, at: at,
                before: state.rawValue, after: next == state ? nil : next.rawValue,
                previous: authorization.head)
            content = try record.content
            try authorization.apply(record, content)
            self.authorization = authorization
            order = nil
        case .order(let number):
            var order = context.order ?? OrderProjection(order: number, createdAt: at)
            let next = try order.knowledge(after: draft.content).state
            record = draft.record(
                sequence: sequence, revision: order.revision + 1, at: at,
                before: StateText.text(order.state),
                after: next == order.state ? nil : StateText.text(next), previous: order.head)
            authorization = nil
            // Of what the record says rather than of the draft, so that a replay cannot differ.
            content = try record.content
            try order.apply(record, content)
            self.order = order
        }
        if let digest = content.requestDigest,
            draft.request.map({ Digest32.of($0) }) != digest
        {
            throw ReplayProblem(record, .requestDiffers)
        }
        changes = try AttemptChanges(
            record, content, decidedOn: context.order?.state ?? .unseen,
            attempt: context.attempt, permit: context.permit, approval: context.approval)
    }

    /// The first record says which journal this is and whose, and none after it does.
    private static func checkBeginning(_ draft: RecordDraft, in context: Context) throws {
        switch (draft.content.isBeginning, context.end) {
        case (true, nil), (false, .some): return
        case (true, .some): throw JournalError(.conflict, "the journal was begun already")
        case (false, nil): throw JournalError.notBegun
        }
    }

    /// A number that was altered to the largest there is has none after it.
    private static func checkRoom(in context: Context) throws {
        guard context.end?.sequence != .max, context.lastOfJournal?.revision != .max,
            context.order?.revision != .max, context.authorization?.revision != .max
        else {
            throw JournalError(
                .corrupt, "no number is left for a further record; verify the journal")
        }
    }

    private static func checkApproval(
        _ draft: RecordDraft, _ approval: ApprovalProjection
    ) throws {
        if case .order(.approval(.requested)) = draft.content {
            throw JournalError(.conflict, "\(draft.subject) has the waiting \(approval.id)")
        }
        if !approval.isWaiting {
            throw JournalError(.conflict, "\(approval.id) has ended already")
        }
    }

    private static func checkConflicts(_ draft: RecordDraft, in context: Context) throws {
        if case .order(.permitIssued) = draft.content, context.permit != nil {
            throw JournalError(.conflict, "a permit with this token was issued already")
        }
        if let approval = context.approval { try checkApproval(draft, approval) }
        if let notification = draft.content.notification, context.notification != nil {
            throw JournalError(
                .conflict, "the notification \(notification.id) was recorded already")
        }
        if case .attempt(.dispatched(let id, let count)) = draft.content,
            let attempt = context.attempt,
            count != attempt.dispatches + 1
        {
            throw JournalError(
                .conflict, "the attempt \(id) was sent \(attempt.dispatches) times already")
        }
        guard case .attempt(.intended(let intent)) = draft.content else { return }
        if context.attempt != nil {
            throw JournalError(.conflict, "the attempt \(intent.attempt) was begun already")
        }
        if let open = context.order?.openAttempt ?? context.authorization?.openAttempt {
            throw JournalError(
                .conflict, "\(draft.subject) has the open attempt \(open)")
        }
        guard intent.consent != nil else { return }
        guard let permit = context.permit else {
            throw JournalError(.conflict, "no permit has this token")
        }
        if let attempt = permit.spentBy {
            throw JournalError(.conflict, "the permit was spent by the attempt \(attempt)")
        }
    }
}
