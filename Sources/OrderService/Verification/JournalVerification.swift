public import Logging
public import Metrics
public import OrderEngine
public import OrderJournal
import OrderLifecycle
public import ServiceLifecycle
import Synchronization

/// Verifies the whole journal when somebody asks for it, beside what goes on, one verification at
/// a time.
///
/// It reads one moment's snapshot; calls of the engine do not wait for it. Place it behind the
/// journal:
///
///     let verification = JournalVerification(of: journal, head: { try await journal.head() })
///     let server = OrderServer(
///         engine: engine, tokens: tokens, settings: settings, verification: verification)
///     let services: [any Service] = [
///         journal, verification, EngineService(engine, caller: caller), server,
///     ]
public final class JournalVerification: Service {
    private let journal: any Journal
    private let head: @Sendable () async throws -> JournalHead?
    private let clock: any EngineClock
    private let logger: Logger
    private let metrics: any MetricsFactory
    private let last = Mutex<VerificationRun?>(nil)
    private let asked: AsyncStream<Checkpoint?>
    private let asking: AsyncStream<Checkpoint?>.Continuation

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - journal: The journal that the engine writes.
    ///   - head: How far the journal had come, as its head file says; `nil` where it has none, and
    ///     then a missing end does not show.
    ///   - clock: Time.
    ///   - logger: Where it is told whether everything holds.
    ///   - metrics: Where the number of findings is told.
    public init(
        of journal: any Journal, head: @escaping @Sendable () async throws -> JournalHead?,
        clock: any EngineClock = SystemClock(),
        logger: Logger = Logger(label: "payscore.service"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.journal = journal
        self.head = head
        self.clock = clock
        self.logger = logger
        self.metrics = metrics
        (asked, asking) = AsyncStream.makeStream()
    }

    /// Verifies whenever it is asked for, until a graceful shutdown; what is under way then is
    /// given up.
    public func run() async throws {
        for await checkpoint in asked.cancelOnGracefulShutdown() {
            await cancelWhenGracefulShutdown { await self.verify(against: checkpoint) }
        }
    }

    /// Asks for a verification.
    ///
    /// - Parameter outside: A checkpoint that was published before.
    /// - Returns: The one that is under way, whoever asked for it, if it compares the same;
    ///   otherwise a new one; `nil` where one is under way that compares something else.
    func begin(against outside: Checkpoint?) -> VerificationRun? {
        let (run, isNew) = last.withLock { last -> (VerificationRun?, Bool) in
            if let last, last.outcome == nil {
                return (outside == nil || outside == last.outside ? last : nil, false)
            }
            let run = VerificationRun(beganAt: clock.now(), against: outside)
            last = run
            return (run, true)
        }
        if isNew { asking.yield(outside) }
        return run
    }

    /// The verification that is under way, or was made last; `nil` if nobody asked for one.
    var latest: VerificationRun? { last.withLock(\.self) }

    private func verify(against outside: Checkpoint?) async {
        let outcome: VerificationRun.Outcome
        do {
            // Before the snapshot, so that it is not ahead of it.
            let head = try await head()
            outcome = .verified(
                try await JournalVerifier().verify(
                    journal, against: outside, head: head, clock: clock.now()
                ) { progress in
                    self.last.withLock { $0?.note(progress) }
                })
        } catch {
            outcome = .failed((error as? JournalError)?.code.rawValue ?? "\(type(of: error))")
        }
        let now = clock.now()
        last.withLock { $0?.end(outcome, at: now) }
        tell(outcome)
    }

    private func tell(_ outcome: VerificationRun.Outcome) {
        switch outcome {
        case .verified(let report):
            Gauge(label: ServiceMetric.verificationFindings.rawValue, factory: metrics)
                .record(report.findingCount)
            let metadata: Logger.Metadata = [
                "records": "\(report.records)", "findings": "\(report.findingCount)",
            ]
            if report.isSound {
                logger.notice("journal verified", metadata: metadata)
            } else {
                logger.error("journal does not hold", metadata: metadata)
            }
        case .failed(let code):
            logger.error("journal not verified", metadata: ["code": "\(code)"])
        }
    }
}
