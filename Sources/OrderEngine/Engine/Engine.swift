public import Logging
public import Metrics
public import OrderJournal
import OrderLifecycle
import Synchronization
public import Tracing

/// The order-lifecycle engine: answers "may I cancel this order?", makes the call safely, and
/// keeps the trail.
///
/// The engine decides in which order things happen. What is true it asks the core; what is stored
/// and what WeChat says come through the ports. No call is made without a durable intent, and none
/// inside a database transaction. Calls of one order follow each other; a caller that goes away
/// does not interrupt a call that has begun.
public final class Engine: Sendable {
    let journal: any Journal
    let provider: any Provider
    let clock: any EngineClock
    let random: any RandomSource
    let settings: EngineSettings
    let requestKeys: RequestKeys
    let customerKey: CustomerKey?
    let origin: ProcessOrigin
    let telemetry: Telemetry
    let queue = SubjectQueue()
    /// What a shutdown waits for.
    let calls = RunningCalls()
    /// The attempts of which nothing has left.
    let unsent = UnsentAttempts()
    /// Which refusals of notifications were told lately.
    let refusals = RefusalLog()
    /// What followers wait for.
    let commits = CommitCount()
    let subscriptions = AlarmSubscriptions()
    /// Whether the journal was last seen to be dated ahead of the clock.
    let isJournalAhead = Mutex(false)
    /// This machine's clock minus the time in WeChat's last verified answer.
    let clockOffset = Mutex<Duration>(.zero)
    /// What the journal was seen to have begun with.
    private let begun = Mutex<BeginningDetails?>(nil)

    /// Creates an engine.
    ///
    /// - Parameters:
    ///   - journal: Where everything is recorded; one owner writes to it.
    ///   - provider: WeChat Pay Score.
    ///   - settings: What the merchant permits, and how attempts are retried.
    ///   - requestKeys: What seals the requests that are stored.
    ///   - customerKey: What finds customers, and wraps their keys; without it, no request that
    ///     names a customer is made.
    ///   - clock: Time.
    ///   - random: Randomness, for permits, the names of attempts and the journal's identity.
    ///   - origin: The process that every record names.
    ///   - logger: Where codes and numbers go; never a secret or a customer's identifier.
    ///   - metrics: Where metrics go; unless it is given, the factory that is bootstrapped by now.
    ///   - tracer: Where spans go; unless it is given, the one that is bootstrapped by now.
    public init(
        journal: any Journal, provider: any Provider, settings: EngineSettings = EngineSettings(),
        requestKeys: RequestKeys = .none, customerKey: CustomerKey? = nil,
        clock: any EngineClock = SystemClock(), random: any RandomSource = SystemRandom(),
        origin: ProcessOrigin = .current, logger: Logger = Logger(label: "payscore.engine"),
        metrics: any MetricsFactory = MetricsSystem.factory,
        tracer: any Tracer = InstrumentationSystem.tracer
    ) {
        self.journal = journal
        self.provider = provider
        self.settings = settings
        self.requestKeys = requestKeys
        self.customerKey = customerKey
        self.clock = clock
        self.random = random
        self.origin = origin
        telemetry = Telemetry(logger: logger, metrics: metrics, tracer: tracer)
    }

    /// Tells whoever listens.
    func raise(_ alarms: [Alarm]) {
        for alarm in alarms {
            telemetry.raised(alarm)
            telemetry.count(.alarms, alarm.code)
            subscriptions.raise(alarm)
        }
    }

    /// Runs one of the engine's calls in its span, as one that a shutdown waits for.
    func tracked<Result>(
        _ name: SpanName, _ attributes: [SpanKey: String] = [:],
        _ body: (any Span) async throws(EngineError) -> Result
    ) async throws(EngineError) -> Result {
        calls.begin()
        defer { calls.end() }
        return try await telemetry.span(name, attributes, body)
    }

    /// Commits, and raises the alarms of what was recorded once it is durable.
    ///
    /// The first record begins an empty journal; a journal of another merchant is refused.
    ///
    /// - Parameter subjects: Of what records are appended; the journal is added where it may have
    ///   to begin, and where a decision is the first that is taken by a policy.
    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (inout EngineTransaction) throws -> Result
    ) async throws(EngineError) -> Result {
        try await tracked(.commit) { [self] _ async throws(EngineError) in
            let started = clock.uptime()
            do throws(EngineError) {
                let result = try await committedWithPolicy(on: subjects, body)
                telemetry.time(.commitDuration, "committed", took: clock.uptime() - started)
                return result
            } catch {
                telemetry.time(
                    .commitDuration, error.code.rawValue, took: clock.uptime() - started)
                throw error
            }
        }
    }

    /// Commits, once more with the journal among the subjects where its policy turned out to be
    /// another: a policy changes so rarely that no decision has to wait for those of other orders.
    private func committedWithPolicy<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (inout EngineTransaction) throws -> Result
    ) async throws(EngineError) -> Result {
        do throws(EngineError) { return try await committed(on: subjects, body) } catch {
            guard case .journal(let failure) = error, failure.code == .subjectUndeclared,
                !subjects.contains(.journal)
            else { throw error }
        }
        return try await committed(on: subjects.adding(.journal), body)
    }

    private func committed<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (inout EngineTransaction) throws -> Result
    ) async throws(EngineError) -> Result {
        let (clock, origin, outsideCompletes) = (clock, origin, settings.outsideCompletes)
        let (known, merchant) = (begun.withLock { $0 }, provider.merchant)
        // Drawn here, since the commit's closure may run more than once.
        let identity = known == nil ? JournalIdentity(random: random) : nil
        let scope = known == nil ? subjects.adding(.journal) : subjects
        do {
            let (result, told, lead, found) = try await journal.commit(on: scope) { writer in
                var transaction = try EngineTransaction(
                    writer: writer, now: clock.now(), origin: origin,
                    outsideCompletes: outsideCompletes)
                if let known {
                    transaction.bound = known
                } else if let identity {
                    try transaction.bind(to: merchant, as: identity)
                }
                let result = try body(&transaction)
                return (
                    result, (alarms: transaction.alarms, outside: transaction.outsideKinds),
                    transaction.lead, transaction.begun
                )
            }
            begun.withLock { $0 = found }
            commits.add()
            note(lead)
            raise(told.alarms)
            for kind in told.outside { telemetry.count(.outsideChanges, kind.rawValue) }
            return result
        } catch {
            throw EngineError(journalFailure: error)
        }
    }

    /// Reads, with the journal's failures as the engine's.
    package func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws(EngineError) -> Result {
        do { return try await journal.read(about: subjects, body) } catch {
            throw EngineError(journalFailure: error)
        }
    }

    /// Reads what an audit reads, with the journal's failures as the engine's.
    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws(EngineError) -> Result {
        do { return try await journal.inspect(body) } catch {
            throw EngineError(journalFailure: error)
        }
    }

    /// Runs `body` when every earlier call of the subject is over; once begun it ends, even if the
    /// caller's task is cancelled meanwhile.
    func serialized<Result: Sendable>(
        on subject: Subject,
        _ body: @escaping @Sendable () async throws(EngineError) -> Result
    ) async throws(EngineError) -> Result {
        let queue = queue
        let task = Task {
            await queue.run(on: subject) { () async -> Swift.Result<Result, EngineError> in
                do throws(EngineError) { return .success(try await body()) } catch {
                    return .failure(error)
                }
            }
        }
        return try await task.value.get()
    }
}
