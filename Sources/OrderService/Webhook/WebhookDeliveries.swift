public import Logging
public import Metrics
public import OrderEngine
import OrderEngineJSON
public import OrderJournal
import OrderLifecycle
public import ServiceLifecycle

/// Delivers every record to a webhook once it is stored: at least once, and of each order in order.
///
/// It reads the journal from where it came, so that nothing is missed after a crash; the first
/// message of a new webhook is the record that comes next. An order whose record is not taken
/// waits, with all that follows, and keeps no other order waiting; it is tried again for three
/// days and twelve times, and then given up as a dead letter, which a person redelivers or drops. A
/// receiver that takes nothing is asked again within a minute, and no order loses its patience.
///
/// Place it in front of `EngineService`, so that it is shut down first:
///
///     let webhook = WebhookDeliveries(
///         of: engine, kept: journal, to: receiver, secret: secret)
///     let services: [any Service] = [
///         journal, EngineService(engine, caller: caller), webhook, server,
///     ]
public final class WebhookDeliveries: Service {
    private let engine: Engine
    private let store: any WebhookStore
    private let receiver: any WebhookReceiver
    private let secret: WebhookSecret
    private let schedule: WebhookSchedule
    private let logger: Logger
    private let metrics: any MetricsFactory

    /// How many records are looked at between two looks at what waits.
    static let pageSize = 100
    /// How many orders' records are on their way at once.
    private static let concurrency = 16
    /// The longest pause before the journal is looked at again, whatever happens.
    private static let longestPause: Duration = .seconds(60)

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - engine: The engine whose records are delivered.
    ///   - store: Where it is kept how far they were: the journal of the engine.
    ///   - receiver: Who gets them.
    ///   - secret: Signs each message.
    ///   - logger: Where it is told what was not taken; never what was in it.
    ///   - metrics: Where deliveries are counted, and what waits.
    public init(
        of engine: Engine, kept store: any WebhookStore, to receiver: any WebhookReceiver,
        secret: WebhookSecret, logger: Logger = Logger(label: "payscore.service"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.engine = engine
        self.store = store
        self.receiver = receiver
        self.secret = secret
        schedule = WebhookSchedule(random: engine.randomness)
        self.logger = logger
        self.metrics = metrics
    }

    /// Delivers until a graceful shutdown; what is on its way then is delivered again later.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    public func run() async throws {
        while !Task.isShuttingDownGracefully {
            try Task.checkCancellation()
            var pause: Duration? = Self.longestPause
            do {
                pause = try await cancelWhenGracefulShutdown { try await self.round() }
            } catch is CancellationError {
            } catch {
                logger.error(
                    "webhook not served", metadata: ["error": "\(type(of: error))"])
            }
            if let pause { try await wait(atMost: pause) }
        }
    }

    /// How delivery stands.
    func status() async throws -> WebhookStatus {
        let end = try await engine.audit { try $0.end()?.sequence ?? 0 }
        let progress = try await store.webhookProgress()
        let (waiting, dead) = try await store.heldCount()
        return WebhookStatus(
            receiver: receiver.name, behind: max(0, end - (progress?.sequence ?? end)),
            waiting: waiting, dead: dead, retryAt: progress?.retryAt, problem: progress?.problem)
    }

    /// What waits and what was given up, by subject.
    func held(after subject: Subject?, limit: Int) async throws -> [HeldDelivery] {
        try await store.heldDeliveries(after: subject, limit: limit)
    }

    /// Tries a dead letter again, with all that follows.
    ///
    /// - Parameter dropping: Whether the record itself is left out.
    /// - Returns: Whether it was one.
    func revive(_ subject: Subject, dropping: Bool) async throws -> Bool {
        guard let dead = try await store.heldDeliveries(of: [subject]).first, dead.isDead else {
            return false
        }
        let now = engine.now
        let revived = HeldDelivery(
            subject: subject, revision: dead.revision + (dropping ? 1 : 0), tries: 0, since: now,
            retryAt: now, problem: dead.problem)
        try await store.keep(nil, holding: [revived], releasing: [])
        return true
    }

    // MARK: A round

    /// Delivers what is due.
    ///
    /// - Returns: How long nothing is to be done; `nil` if there may be more at once.
    func round() async throws -> Duration? {
        let progress = try await begun()
        try await tellGauges()
        if let moment = progress.retryAt, schedule.isAhead(moment, of: engine.now) {
            return max(.zero, moment.since(engine.now))
        }
        let reached = try await deliver(from: progress)
        if let moment = reached.retryAt {
            // Of a receiver that takes nothing, nobody's patience is used up.
            return max(.zero, moment.since(engine.now))
        }
        let retried = try await retry(upTo: reached.sequence)
        guard reached.sequence == progress.sequence, retried == 0 else { return nil }
        let next = try await store.heldDeliveries(
            dueBy: Timestamp(clamping: .max), limit: 1
        ).first?.retryAt
        guard let next else { return Self.longestPause }
        return min(Self.longestPause, max(.zero, next.since(engine.now)))
    }

    private func begun() async throws -> WebhookProgress {
        if let known = try await store.webhookProgress() { return known }
        let end = try await engine.audit { try $0.end()?.sequence ?? 0 }
        let progress = WebhookProgress(sequence: end)
        try await store.keep(progress, holding: [], releasing: [])
        return progress
    }

    /// Tries again what is due of subjects that wait.
    ///
    /// - Returns: How many subjects were tried.
    private func retry(upTo sequence: Int64) async throws -> Int {
        let due = try await store.heldDeliveries(dueBy: engine.now, limit: Self.pageSize)
        let outcomes = try await delivered(due) { held in
            let records = try await self.engine.audit { reader in
                try reader.records(
                    of: held.subject, after: held.revision - 1, limit: Self.pageSize)
            }.filter { $0.sequence <= sequence }
            let outcome = await self.delivered(records)
            // A long history goes on at the next round.
            let isWhole = records.count < Self.pageSize
            return (held, outcome, isWhole ? nil : records.last.map { $0.revision + 1 })
        }
        var (holding, releasing): ([HeldDelivery], [Subject]) = ([], [])
        let now = engine.now
        for (held, outcome, rest) in outcomes {
            if let (revision, failure) = outcome.failed {
                let next = schedule.holding(
                    held.subject, from: revision, failure, at: now, after: held)
                if next.isDead { tellDead(next) }
                holding.append(next)
            } else if let rest {
                holding.append(
                    HeldDelivery(
                        subject: held.subject, revision: rest, tries: 0, since: now, retryAt: now,
                        problem: held.problem))
            } else {
                releasing.append(held.subject)
            }
        }
        if !due.isEmpty { try await store.keep(nil, holding: holding, releasing: releasing) }
        return due.count
    }

    /// Delivers the next records, of each subject in order.
    ///
    /// - Returns: How far it came.
    private func deliver(from progress: WebhookProgress) async throws -> WebhookProgress {
        let page = try await engine.audit {
            try $0.records(after: progress.sequence, limit: Self.pageSize)
        }
        guard let last = page.last else { return progress }
        let subjects = Dictionary(grouping: page, by: \.subject)
        let held = Set(try await store.heldDeliveries(of: Array(subjects.keys)).map(\.subject))
        let open = subjects.filter { !held.contains($0.key) }.map(\.value)
        let outcomes = try await delivered(open) { await self.delivered($0) }
        let failures = outcomes.compactMap(\.failed)
        let now = engine.now
        if let (_, failure) = failures.first, outcomes.allSatisfy({ $0.count == 0 }),
            failures.allSatisfy({ !$0.failure.isOfMessage })
        {
            // It takes nothing: nobody's records are to blame.
            let waiting = schedule.waiting(progress, failure, at: now)
            logger.error(
                "webhook not taken",
                metadata: ["receiver": "\(receiver.name)", "reason": "\(failure.explanation)"])
            try await store.keep(waiting, holding: [], releasing: [])
            return waiting
        }
        let holding = outcomes.compactMap { outcome in
            outcome.failed.map { failed in
                schedule.holding(
                    outcome.subject, from: failed.revision, failed.failure, at: now, after: nil)
            }
        }
        let reached = WebhookProgress(sequence: last.sequence)
        try await store.keep(reached, holding: holding, releasing: [])
        return reached
    }

    /// What became of the records of one subject.
    private struct Outcome: Sendable {
        let subject: Subject
        /// How many were taken.
        var count = 0
        /// The first that was not.
        var failed: (revision: Int64, failure: WebhookFailure)?
    }

    /// Delivers records of one subject, until one is not taken.
    private func delivered(_ records: [JournalRecord]) async -> Outcome {
        var outcome = Outcome(subject: records.first?.subject ?? .journal)
        for record in records {
            do throws(WebhookFailure) {
                try await receiver.take(try message(of: record))
                outcome.count += 1
                count("delivered")
            } catch {
                outcome.failed = (record.revision, error)
                count("failed")
                return outcome
            }
        }
        return outcome
    }

    private func message(of record: JournalRecord) throws(WebhookFailure) -> WebhookMessage {
        let body: [UInt8]
        do { body = Array(try AnswerJSON.text(RecordJSON(record)).utf8) } catch {
            throw WebhookFailure("the record cannot be read; verify the journal", isOfMessage: true)
        }
        let (id, now) = ("\(record.position)", engine.now.milliseconds / 1000)
        return WebhookMessage(
            id: id, timestamp: now, signature: secret.signature(of: id, at: now, body), body: body)
    }

    /// Does something for each of many, so many at once.
    private func delivered<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: Result.self) { group in
            var results: [Result] = []
            for (index, element) in elements.enumerated() {
                if index >= Self.concurrency, let result = try await group.next() {
                    results.append(result)
                }
                group.addTask { try await body(element) }
            }
            for try await result in group { results.append(result) }
            // What was cut off is no failure of the receiver's.
            try Task.checkCancellation()
            return results
        }
    }

    // MARK: Waiting and telling

    /// Waits for the next record, unless the receiver is left alone, or for a time.
    private func wait(atMost pause: Duration) async throws {
        let (engine, store) = (engine, store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                guard let progress = try? await store.webhookProgress(), progress.retryAt == nil
                else { return try await engine.pause(for: pause) }
                do {
                    let position = try await engine.audit { reader in
                        try reader.records(after: progress.sequence - 1, limit: 1).first?.position
                    }
                    try await cancelWhenGracefulShutdown {
                        for try await _ in engine.records(following: position) { return }
                    }
                } catch is EngineError {
                    // The next round tells of it.
                    try await engine.pause(for: pause)
                }
            }
            group.addTask { try await engine.pause(for: pause) }
            try await group.next()
            group.cancelAll()
        }
    }

    private func count(_ outcome: String) {
        Counter(
            label: ServiceMetric.webhookMessages.rawValue, dimensions: [("outcome", outcome)],
            factory: metrics
        ).increment()
    }

    private func tellGauges() async throws {
        let status = try await status()
        for (metric, value) in [
            (ServiceMetric.webhookBehind, status.behind),
            (.webhookWaiting, Int64(status.waiting)), (.webhookDead, Int64(status.dead)),
        ] {
            Gauge(label: metric.rawValue, factory: metrics).record(value)
        }
    }

    private func tellDead(_ held: HeldDelivery) {
        logger.error(
            "webhook given up",
            metadata: ["subject": "\(held.subject.text)", "reason": "\(held.problem)"])
    }
}
