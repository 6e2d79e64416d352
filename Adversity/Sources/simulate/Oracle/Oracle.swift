import OrderJournal
import OrderLifecycle

/// Checks what must hold whenever a record is written, a request leaves, WeChat changes an order,
/// a caller is told something, or a process starts again; at no other moment can it change.
///
/// It believes none of the engine's projections: it folds the records by rules of its own, and
/// holds them against WeChat's log and what callers were told.
final class Oracle {
    unowned let world: World
    private(set) var violation: Violation?
    /// Whether it looks at nothing.
    var isBlind = false
    var orders: [OrderModel]
    var attempts: [AttemptID: AttemptModel] = [:]
    /// The attempts without outcome, oldest first.
    var open: [AttemptID] = []
    var permits: [Digest32: PermitModel] = [:]
    var authorizations: [AuthorizationModel]
    var approvals: [ApprovalID: ApprovalModel] = [:]
    /// The requested calls, oldest first.
    var requested: [ApprovalID] = []
    var authorizationAttempts: [AttemptID: AuthorizationAttempt] = [:]
    /// The attempts on authorizations without outcome, oldest first.
    var openAuthorizations: [AttemptID] = []
    /// The customers in the world, by what records call them.
    var customers: [CustomerID: Int] = [:]
    /// The authorizations that the running commit ended, with the word on which that was decided.
    var justEnded: [(index: Int, place: Int)] = []
    /// What callers may have a record of: the channel of each call names it.
    var trail: Set<String> = []
    /// The notifications that are recorded, and what was encrypted in them.
    var notifications: Set<NotificationID> = []
    var notified: Set<Digest32> = []
    private var history: [Digest32] = []
    private var acknowledgedSize = 0
    private var lastMoment: Int64 = 0
    private var journalRevision: Int64 = 0
    private var journalHead = Digest32.zero
    private var failed: Set<Int> = []

    init(world: World) {
        self.world = world
        orders = Array(repeating: OrderModel(), count: world.numbers.count)
        authorizations = Array(
            repeating: AuthorizationModel(), count: world.permissions.all.count)
    }

    func fail(_ invariant: Invariant, _ explanation: @autoclosure () -> String) {
        guard violation == nil else { return }
        let text = explanation()
        violation = Violation(invariant: invariant, explanation: text)
        world.tell { "BROKEN \(invariant.rawValue): \(text)" }
    }

    func check(
        _ invariant: Invariant, _ holds: Bool, _ explanation: @autoclosure () -> String
    ) {
        world.figures.checks += 1
        if !holds { fail(invariant, explanation()) }
    }

    func openAttempt(of order: Int) -> AttemptID? { orders[order].open }

    func isKnown(_ order: Int) -> Bool { orders[order].revision > 0 }

    /// When an open attempt is to be looked into next, or a requested call may be made or ends;
    /// `nil` if there is none.
    var nextLook: Int64? {
        [nextLookAtOrders, nextLookAtAuthorizations, nextApproval].compactMap(\.self).min()
    }

    private var nextLookAtOrders: Int64? {
        open.compactMap { attempts[$0] }.filter { !$0.isParked }.map(\.nextLook).min()
    }

    private var nextLookAtAuthorizations: Int64? {
        openAuthorizations.compactMap { authorizationAttempts[$0] }.filter { !$0.isParked }
            .map(\.nextLook).min()
    }

    /// What looks into the attempt that is due next, or makes the requested call.
    var nextReconciliation: Action {
        if nextApproval != nil, nextApproval == nextLook { return .runApprovals }
        guard let authorization = nextLookAtAuthorizations else { return .reconcile }
        return nextLookAtOrders.map { $0 <= authorization } ?? false
            ? .reconcile : .reconcileAuthorizations
    }

    // MARK: The journal

    /// A commit became durable.
    func committed(_ incarnation: Incarnation) {
        let appended = incarnation.ledger.appended
        guard !appended.isEmpty, !isBlind else { return }
        check(.i17, !failed.contains(incarnation.number), "a commit after a failed one")
        for (record, draft) in appended {
            place(record)
            fold(record, draft)
            history.append(record.hash)
            // Not the hash: what is sealed has a nonce of its own.
            world.note(
                record.event.utf8.reduce(UInt64(record.sequence)) { ($0 &* 31) ^ UInt64($1) })
            trail.insert(record.caller.channel.text)
            world.tell { "    \(record.sequence) \(record.subject.text) \(draft.content)" }
        }
        world.figures.records += appended.count
        if world.swarm.codes > 0 { compareAuthorizations(in: incarnation.ledger) }
        compareApprovals(in: incarnation.ledger)
        let lies = world.tampering == .forgetsSignatures
        for (index, number) in world.numbers.enumerated() where isKnown(index) {
            let stored = incarnation.ledger.orders[number]
            check(
                .i12,
                stored.map { orders[index].agrees(with: $0, whereSignaturesAreLied: lies) }
                    ?? false,
                "order \(number) is stored as \(String(describing: stored)), its records say "
                    + "\(orders[index])")
        }
    }

    private func compareApprovals(in ledger: Ledger) {
        guard world.tampering?.liesOfApprovals != true else { return }
        for (id, model) in approvals {
            check(
                .i12, ledger.approvals[id].map { model.agrees(with: $0.projection) } ?? false,
                "\(id) is stored as \(String(describing: ledger.approvals[id]?.projection)), its "
                    + "records say \(model)")
        }
    }

    private func place(_ record: JournalRecord) {
        check(
            .i2, record.sequence == Int64(history.count) + 1,
            "record \(record.sequence) follows \(history.count)")
        check(.i2, record.at.milliseconds >= lastMoment, "record \(record.sequence) is dated back")
        lastMoment = record.at.milliseconds
        switch record.subject {
        case .journal:
            check(
                .i2, record.revision == journalRevision + 1 && record.previous == journalHead,
                "record \(record.sequence) does not follow its subject's last")
            (journalRevision, journalHead) = (record.revision, record.hash)
        case .authorization(let code): place(record, of: code)
        case .order(let number):
            let index = world.index(of: number)
            let model = orders[index]
            check(
                .i2, record.revision == model.revision + 1 && record.previous == model.head,
                "record \(record.sequence) does not follow its order's last")
            (orders[index].revision, orders[index].head) = (record.revision, record.hash)
        }
    }

    func acknowledged(upTo size: Int) {
        acknowledgedSize = max(acknowledgedSize, size)
    }

    func failedToCommit(_ incarnation: Incarnation) {
        failed.insert(incarnation.number)
    }

    /// A process starts on what survived.
    func recovered(_ ledger: Ledger) {
        check(
            .i1, ledger.records.count >= acknowledgedSize,
            "\(ledger.records.count) records survived of \(acknowledgedSize) acknowledged")
        // Nothing but a crash inside a commit could take away what was not acknowledged, and the
        // ledger commits at once: what was durable is there.
        check(.i1, ledger.records.map(\.hash) == history, "other records survived than were kept")
    }

    // MARK: The end

    func ended() {
        guard violation == nil else { return }
        for id in openAuthorizations {
            check(
                .i16, authorizationAttempts[id]?.isParked == true,
                "attempt \(id) is still open at the end")
        }
        for id in open {
            check(.i16, attempts[id]?.isParked == true, "attempt \(id) is still open at the end")
        }
        for (id, model) in approvals {
            check(.i16, !model.isWaiting, "the requested call \(id) waits at the end")
        }
        guard world.other == nil else { return }
        let ledger = world.incarnation.ledger
        if world.tampering == .redatesARecord { ledger.redateLast() }
        let isHonest = world.tampering == nil || world.tampering == .redatesARecord
        let view = LedgerView(ledger: ledger)
        do {
            let report = try JournalVerifier().verify(view)
            let finding = report.first.map { "\($0)" } ?? ""
            check(.i3, report.isSound || !isHonest, "the verifier finds: \(finding)")
        } catch {
            fail(.i3, "the verifier throws \(error)")
        }
    }
}
