import Logging
public import OrderLifecycle
public import ServiceLifecycle

/// An engine as a service: it reconciles what is due and refreshes the gauges, round after round,
/// and sweeps beside that where ``EngineServiceSettings/sweepPause`` is set.
///
/// On a graceful shutdown it begins no new round, and a running round stops before its next
/// attempt. It then waits for all calls of the engine that are under way, for
/// ``EngineServiceSettings/shutdownLimit`` at most; so it does when it is cancelled. A call that
/// takes longer loses its journal; its attempt stays open, and is reconciled after the next start.
///
/// Place it behind the journal, and in front of what makes calls: services are
/// shut down in reverse. A group that is cancelled has no order, and closes the journal at once;
/// unless told otherwise it is cancelled as soon as one service ends. Tell it to shut down
/// gracefully instead:
///
///     let services: [any Service] = [journal, EngineService(engine, caller: caller), server]
///     let configuration = ServiceGroupConfiguration(
///         services: services.map {
///             .init(
///                 service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
///                 failureTerminationBehavior: .gracefullyShutdownGroup)
///         },
///         gracefulShutdownSignals: [.sigterm], logger: logger)
///     try await ServiceGroup(configuration: configuration).run()
public struct EngineService: Service {
    private let engine: Engine
    private let settings: EngineServiceSettings
    private let caller: Caller

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - engine: The engine.
    ///   - settings: How often, and how long at the end.
    ///   - caller: Who reconciles, as the records will say.
    public init(
        _ engine: Engine, settings: EngineServiceSettings = EngineServiceSettings(), caller: Caller
    ) {
        self.engine = engine
        self.settings = settings
        self.caller = caller
    }

    /// Runs rounds until a graceful shutdown, or until the task is cancelled; then waits for the
    /// calls that are under way.
    ///
    /// A failure of the journal or of WeChat is logged, and the next round tries again.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    public func run() async throws {
        do { try await rounds() } catch {
            await drain()
            throw error
        }
        await drain()
    }

    private func rounds() async throws {
        async let sweeping: Void = sweeps()
        while !Task.isShuttingDownGracefully {
            try Task.checkCancellation()
            await round()
            try await engine.clock.pause(for: settings.interval)
        }
        _ = await sweeping
    }

    /// Sweeps again and again; a sweep that stopped goes on from there after the pause of a round.
    private func sweeps() async {
        guard let pause = settings.sweepPause else { return }
        var position: SweepPosition?
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            let (engine, caller, settings) = (engine, caller, settings)
            let begun = position
            position = await cancelWhenGracefulShutdown {
                await engine.serviceSweep(settings.sweep, from: begun, caller: caller)
            }
            do {
                try await engine.clock.pause(for: position == nil ? pause : settings.interval)
            } catch {
                return
            }
        }
    }

    /// Waits for the calls that are under way, in a task of its own: one that is cancelled cannot
    /// wait.
    private func drain() async {
        let (engine, limit) = (engine, settings.shutdownLimit)
        await Task { await engine.drain(within: limit) }.value
    }

    /// Waits for one round, or no longer than until the shutdown begins.
    private func round() async {
        let (engine, caller) = (engine, caller)
        let (ended, ending) = AsyncStream.makeStream(of: Void.self)
        // Counted before the task begins, so that a drain cannot miss it.
        engine.calls.begin()
        let round = Task {
            await engine.serviceRound(caller: caller)
            engine.calls.end()
            ending.finish()
        }
        await withTaskCancellationOrGracefulShutdownHandler {
            for await _ in ended {}
        } onCancelOrGracefulShutdown: {
            round.cancel()
            ending.finish()
        }
    }
}

extension Engine {
    /// Reconciles what is due, and refreshes the gauges; what fails is logged.
    fileprivate func serviceRound(caller: Caller) async {
        do throws(EngineError) {
            _ = try await reconcile(caller: caller)
        } catch { telemetry.failedToReconcile(error) }
        guard !Task.isCancelled else { return }
        do throws(EngineError) {
            _ = try await reconcileAuthorizations(dueOnly: true, caller: caller)
        } catch { telemetry.failedToReconcile(error) }
        guard !Task.isCancelled else { return }
        do throws(EngineError) { try await approvals.run(caller: caller) } catch {
            telemetry.failedToReconcile(error)
        }
        guard !Task.isCancelled else { return }
        do throws(EngineError) { try await refreshGauges() } catch {
            telemetry.failedToReconcile(error)
        }
    }

    /// Sweeps, and returns where to go on, if the sweep did not come to its end; what fails is
    /// logged.
    fileprivate func serviceSweep(
        _ settings: SweepSettings, from position: SweepPosition?, caller: Caller
    ) async -> SweepPosition? {
        do throws(EngineError) {
            let report = try await sweep(settings, from: position, caller: caller)
            if let stopped = report.stopped { telemetry.failedToSweep(stopped) }
            return report.position.isComplete ? nil : report.position
        } catch {
            telemetry.failedToSweep(error)
            return position
        }
    }

    /// Waits until no call is under way, for so long at most; tells how many are left then.
    fileprivate func drain(within limit: Duration) async {
        let calls = calls
        await clock.wait(atMost: limit) { await calls.idle() }
        let left = calls.count
        if left > 0 { telemetry.log(.warning, .shutdown, [.running: "\(left)"]) }
    }
}
