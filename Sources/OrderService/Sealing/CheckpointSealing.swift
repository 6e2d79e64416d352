public import Logging
public import Metrics
public import OrderEngine
public import OrderJournal
import OrderLifecycle
public import ServiceLifecycle

/// Seals a journal while it is in use, and hands each checkpoint to witnesses.
///
/// It seals at its start, then after every pause if something was recorded, and once more when it
/// is shut down. A witness that fails gets the same checkpoints again after a minute at most, in
/// their order; each failure is logged. Calls of the engine never wait for it.
///
/// Place it between the journal and `EngineService`, so that it seals what the calls recorded which
/// ended last:
///
///     let sealing = CheckpointSealing(
///         JournalSealer(journal: journal, key: key, caller: caller), witnesses: [auditor])
///     let server = OrderServer(
///         engine: engine, tokens: tokens, settings: settings, sealing: sealing)
///     let services: [any Service] = [
///         journal, sealing, EngineService(engine, caller: caller), server,
///     ]
public actor CheckpointSealing: Service {
    private let sealer: JournalSealer
    private let interval: Duration
    private let shutdownLimit: Duration
    private let clock: any EngineClock
    private let logger: Logger
    private let metrics: any MetricsFactory
    /// The code of why nothing was sealed at the last try.
    private(set) var failure: String?
    /// The checkpoint that sealed last, with which all records that it seals were compared then;
    /// `nil` before the first, and once they are not the same.
    private(set) var compared: Checkpoint?
    private var deliveries: [CheckpointDelivery]
    private var isPublishing = false

    /// The longest pause before a witness that failed is asked again.
    private static let retryPause: Duration = .seconds(60)

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - sealer: Seals the journal that the engine writes.
    ///   - witnesses: Who gets each checkpoint.
    ///   - interval: The pause between two checkpoints; at least one second.
    ///   - shutdownLimit: How long sealing and publishing may take at the end.
    ///   - clock: Time.
    ///   - logger: Where checkpoints are told, and what keeps a witness from one.
    ///   - metrics: Where it is told how many checkpoints wait for witnesses.
    public init(
        _ sealer: JournalSealer, witnesses: [any CheckpointWitness] = [],
        every interval: Duration = .seconds(600), shutdownLimit: Duration = .seconds(15),
        clock: any EngineClock = SystemClock(),
        logger: Logger = Logger(label: "payscore.service"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.sealer = sealer
        self.interval = max(interval, .seconds(1))
        self.shutdownLimit = shutdownLimit
        self.clock = clock
        self.logger = logger
        self.metrics = metrics
        deliveries = witnesses.map { CheckpointDelivery(to: $0) }
    }

    /// Seals and publishes until a graceful shutdown, and then once more.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    public func run() async throws {
        while !Task.isShuttingDownGracefully {
            try Task.checkCancellation()
            await cancelWhenGracefulShutdown { await self.round() }
            try await pause()
        }
        await lastRound()
    }

    /// Seals all records that there are, and hands the checkpoint to the witnesses.
    ///
    /// - Returns: The checkpoint; the last one, if nothing was recorded since. The names are those
    ///   of the witnesses that have it; the others get it later.
    /// - Throws: `JournalError` as `JournalSealer` does.
    func sealNow() async throws -> (checkpoint: Checkpoint, witnesses: [String]) {
        let checkpoint = try await seal()
        await cancelWhenGracefulShutdown { await self.publish() }
        return (checkpoint, deliveries.filter(\.isComplete).map(\.witness.name))
    }

    private func round() async {
        do { _ = try await seal() } catch let error as JournalError where error.code == .notBegun {
            logger.debug("nothing to seal")
        } catch {
            guard !Task.isCancelled else { return }
            let code = (error as? JournalError)?.code.rawValue ?? "\(type(of: error))"
            logger.error("journal not sealed", metadata: ["code": "\(code)"])
        }
        await publish()
    }

    /// Seals what is left, within the limit.
    private func lastRound() async {
        let (clock, limit) = (clock, shutdownLimit)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.round() }
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
        for delivery in deliveries where !delivery.isComplete {
            logger.error("checkpoint left unpublished", metadata: Self.metadata(of: delivery))
        }
    }

    private func seal() async throws -> Checkpoint {
        let checkpoint: Checkpoint
        do { checkpoint = try await sealer.seal(at: clock.now()) } catch let error as JournalError {
            failure = error.code == .notBegun ? nil : error.code.rawValue
            if error.code == .corrupt { compared = nil }
            throw error
        }
        failure = nil
        compared = checkpoint
        for index in deliveries.indices where deliveries[index].add(checkpoint.note) {
            logger.error(
                "checkpoint given up", metadata: Self.metadata(of: deliveries[index]))
        }
        return checkpoint
    }

    /// Brings each witness what it has yet to take; where that is under way, it is left to it.
    private func publish() async {
        guard !isPublishing else { return }
        isPublishing = true
        await withTaskGroup(of: Void.self) { group in
            for index in deliveries.indices {
                group.addTask { await self.bring(to: index) }
            }
        }
        isPublishing = false
        Gauge(label: ServiceMetric.unpublishedCheckpoints.rawValue, factory: metrics)
            .record(deliveries.map(\.waiting.count).reduce(0, +))
    }

    /// Brings one witness what waits for it; one that is slow keeps no other waiting.
    private func bring(to index: Int) async {
        while let note = deliveries[index].waiting.first, !Task.isCancelled {
            let witness = deliveries[index].witness
            do throws(WitnessFailure) { try await witness.take(note) } catch {
                guard !Task.isCancelled else { return }
                var metadata = Self.metadata(of: deliveries[index])
                metadata["reason"] = "\(error.explanation)"
                logger.error("checkpoint not published", metadata: metadata)
                return
            }
            deliveries[index].took(note)
            logger.notice("checkpoint published", metadata: ["witness": "\(witness.name)"])
        }
    }

    private func pause() async throws {
        let isComplete = deliveries.allSatisfy(\.isComplete)
        try await clock.pause(for: isComplete ? interval : min(interval, Self.retryPause))
    }

    private static func metadata(of delivery: CheckpointDelivery) -> Logger.Metadata {
        ["witness": "\(delivery.witness.name)", "waiting": "\(delivery.waiting.count)"]
    }
}
