import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Synchronization

/// A journal of arrays that a test may alter behind its own back.
final class SmallJournal: Journal {
    private let books: Mutex<SmallBooks>

    /// Creates a journal with its first record, or an empty one.
    init(isBegun: Bool = true) {
        let books = SmallBooks()
        if isBegun {
            do { try books.append(.beginning()) } catch { fatalError("\(error)") }
        }
        self.books = Mutex(books)
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try books.withLock { try body($0) }
    }

    func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        try books.withLock { books in
            let copy = SmallBooks(copyOf: books)
            let result = try body(copy)
            books = copy
            return result
        }
    }

    /// Alters what is stored, past all rules.
    func tamper<Result: Sendable>(_ body: @Sendable (SmallBooks) throws -> Result) rethrows
        -> Result
    {
        try books.withLock { try body($0) }
    }
}

/// What a ``SmallJournal`` stores, open to everybody.
final class SmallBooks: JournalTransaction {
    var records: [JournalRecord] = []
    /// Sequence numbers of records that cannot be read any more.
    var unreadable: Set<Int64> = []
    var orders: [OutOrderNumber: OrderProjection] = [:]
    /// Whether the list of orders begins again at its end, as in a table whose pages were damaged.
    var goesRound = false
    var attempts: [AttemptID: AttemptProjection] = [:]
    var permits: [Digest32: PermitProjection] = [:]
    var requests: [AttemptID: [UInt8]] = [:]
    var checkpoints: [Checkpoint] = []
    var velocity = VelocityUsage()
    /// Whether a record that announces a key is stored as another one.
    var losesKeys = false

    init() {}

    init(copyOf books: SmallBooks) {
        records = books.records
        unreadable = books.unreadable
        orders = books.orders
        attempts = books.attempts
        permits = books.permits
        requests = books.requests
        checkpoints = books.checkpoints
        velocity = books.velocity
        losesKeys = books.losesKeys
    }

    func order(_ number: OutOrderNumber) throws -> OrderProjection? { orders[number] }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) throws
        -> [OrderProjection]
    {
        let sorted = orders.values.sorted { $0.order.text < $1.order.text }
        return Array(
            sorted.filter {
                (phase == nil || $0.state.code == phase)
                    && (goesRound || $0.order.text > cursor?.text ?? "")
            }.prefix(limit))
    }

    private func page(
        _ limit: Int, where isWanted: (JournalRecord) -> Bool
    ) throws -> [JournalRecord] {
        let page = Array(records.filter(isWanted).prefix(limit))
        if page.contains(where: { unreadable.contains($0.sequence) }) {
            throw JournalError(.corrupt, "a row makes no sense")
        }
        return page
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [JournalRecord] {
        try page(limit) { $0.subject == subject && $0.revision > revision }
    }

    func records(after sequence: Int64, limit: Int) throws -> [JournalRecord] {
        try page(limit) { $0.sequence > sequence }
    }

    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject] {
        let texts = Set(records.map(\.subject.text)).sorted()
        let wanted = texts.filter { text in cursor.map { text > $0.text } ?? true }
        return try wanted.prefix(limit).map { try Subject(text: $0) }
    }

    func attempt(_ id: AttemptID) throws -> AttemptProjection? { attempts[id] }

    func attempts(openOnly: Bool, limit: Int) throws -> [AttemptProjection] {
        Array(attempts.values.filter { !openOnly || !$0.isSettled }.prefix(limit))
    }

    func request(of attempt: AttemptID) throws -> [UInt8]? { requests[attempt] }

    func permit(_ digest: Digest32) throws -> PermitProjection? { permits[digest] }

    func velocityUsage(since: Timestamp) throws -> VelocityUsage { velocity }

    func lastRecord() throws -> JournalRecord? { records.last }

    func checkpoints(after position: Int64, limit: Int) throws -> [KeptCheckpoint] {
        guard let start = Int(exactly: position), start < checkpoints.count else { return [] }
        return checkpoints.indices[start...].prefix(limit).map {
            KeptCheckpoint(position: Int64($0) + 1, checkpoint: checkpoints[$0])
        }
    }

    func lastCheckpoint() throws -> Checkpoint? { checkpoints.last }

    @discardableResult
    func append(_ draft: RecordDraft) throws -> JournalRecord {
        if losesKeys, case .journal(.keyAdded) = draft.content {
            return try append(Sample.draft(.journal, .journal(.velocityLimitReset)))
        }
        var context = AppendPlan.Context()
        context.end = records.last.map { JournalEnd($0) }
        context.lastOfJournal = records.last { $0.subject == .journal }
        if case .order(let number) = draft.subject { context.order = orders[number] }
        context.attempt = draft.content.attempt.flatMap { attempts[$0] }
        context.permit = draft.content.permitDigest.flatMap { permits[$0] }
        let plan = try AppendPlan(draft, in: context)
        records.append(plan.record)
        if let order = plan.order { orders[order.order] = order }
        if let attempt = plan.attempt { attempts[attempt.id] = attempt }
        if let permit = plan.permit { permits[permit.digest] = permit }
        if case .attempt(.intended(let intent)) = draft.content {
            requests[intent.attempt] = draft.request
        }
        if draft.content == .journal(.velocityLimitTripped) { velocity.isTripped = true }
        if draft.content == .journal(.velocityLimitReset) { velocity.isTripped = false }
        return plan.record
    }

    func keep(_ checkpoint: Checkpoint) throws { checkpoints.append(checkpoint) }
}

/// Values of the tests of records and seals.
enum Sample {
    static let key = [UInt8](0..<32)
    static let caller = caller("wang", "cli")
    static let number = order("A-1")
    static let digest = Digest32.of("token".utf8)
    static let body = Array(#"{"reason":"用户投诉"}"#.utf8)

    static func caller(_ name: String, _ channel: String) -> Caller {
        do {
            return Caller(actor: try ActorName(name), channel: try CallerChannel(channel))
        } catch { fatalError("\(name), \(channel): \(error)") }
    }

    static func order(_ text: String) -> OutOrderNumber {
        do { return try OutOrderNumber(text) } catch { fatalError("\(text): \(error)") }
    }

    static func fen(_ fen: Int64) -> Amount {
        do { return try Amount(fen: fen) } catch { fatalError("\(fen) fen: \(error)") }
    }

    static func at(_ milliseconds: Int64) -> Timestamp {
        Timestamp(clamping: 1_800_000_000_000 + milliseconds)
    }

    static func permit(
        of order: OutOrderNumber, revision: Int64, loss: Loss, expiresAt: Timestamp,
        lifetime: Duration = Permit.standardLifetime
    ) -> Permit {
        do {
            return try Permit(
                order: order, call: .cancel, revision: revision, loss: loss,
                requestedBy: caller.identifiedActor, expiresAt: expiresAt, lifetime: lifetime)
        } catch { fatalError("\(lifetime): \(error)") }
    }

    static func awaiting(due: Int64, paid: Int64 = 0) -> OrderPhase {
        guard let pending = PendingCollection(due: fen(due), paid: fen(paid)) else {
            fatalError("due \(due), paid \(paid)")
        }
        return .awaitingPayment(pending)
    }

    static func loss(_ atStake: Int64, paid: Int64 = 0) -> Loss {
        let hazards: [Hazard] =
            paid > 0 ? [.collectionAbandoned, .partlyPaid] : [.collectionAbandoned]
        guard let loss = Loss(hazards, atStake: fen(atStake), alreadyPaid: fen(paid)) else {
            fatalError("at stake \(atStake)")
        }
        return loss
    }

    static let tried = TriedConsent(
        permit: digest, atStake: fen(5000), acknowledgedBy: caller.identifiedActor)

    static let refusal = Refusal(
        kind: .rateLimited, code: "FREQUENCY_LIMITED", status: 429, message: "频率过高，请稍后")

    static func intent(_ name: String, permit: Digest32? = nil) -> IntentDetails {
        IntentDetails(
            attempt: AttemptID(name), call: .cancel, requestDigest: Digest32.of(body),
            consent: permit.map {
                ConsentDetails(
                    permit: $0, givenUp: fen(5000), requestedBy: caller.identifiedActor,
                    acknowledgedBy: caller.identifiedActor, until: at(600_000))
            })
    }

    /// The records of an order that was cancelled after its answer had been lost, in order.
    static func life(of number: OutOrderNumber) -> [RecordContent] {
        let attempt = AttemptID("att_" + number.text)
        let permit = Digest32.of(number.text.utf8)
        return [
            .order(.happened(.created(.confirm, riskFund: fen(4900)))),
            .order(.identified(OrderIdentity(merchantID: try? MerchantID("1230000109")))),
            .order(.observed(.confirmed)),
            .order(.happened(.confirmed)),
            .order(.happened(.completed(due: fen(5000)))),
            .order(
                .decided(
                    DecisionDetails(
                        code: .needsAcknowledgement, loss: loss(5000), stateRevision: 5,
                        policy: .zero,
                        call: .cancel))),
            .order(
                .permitIssued(
                    PermitDetails(
                        digest: permit,
                        terms: Sample.permit(
                            of: number, revision: 5, loss: loss(5000), expiresAt: at(600_000))))),
            .attempt(.intended(intent(attempt.text, permit: permit))),
            .attempt(
                .deferred(
                    DeferralDetails(
                        attempt: attempt, why: "timed_out", uncertainty: .lost, refusal: nil,
                        lastSentAt: at(20), nextAt: at(300_000)))),
            .order(.observed(.indeterminate(.stateUnknown))),
            .order(.observed(.resolved)),
            .attempt(.dispatched(attempt, count: 2)),
            .order(.observed(.event(.revoked))),
            .attempt(
                .settled(
                    SettlementDetails(attempt: attempt, call: .cancel, outcome: .applied(.found)))),
        ]
    }

    /// A draft with an actor, a cause and, where it is an intent, its bytes.
    static func draft(
        _ subject: Subject, _ content: RecordContent, at time: Int64 = 0
    ) -> RecordDraft {
        var draft = RecordDraft(
            subject, content, cause: Cause(.call, id: "req-1"), caller: caller, origin: .sample,
            at: at(time))
        if case .attempt(.intended) = content {
            draft.request = body
            draft.reason = "用户投诉"
            draft.rules = .v1_1
        }
        if case .order(.observed) = content {
            draft.evidence = Evidence(
                excerpt: #"{"state":"DOING"}"#, bodyDigest: Digest32.of(body).hex,
                requestID: "0895", signedBy: "PUB_KEY_ID_01", signedAt: at(time))
        }
        return draft
    }
}
