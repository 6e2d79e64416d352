import Foundation
import Logging
import MetricsTestKit
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import ServiceLifecycle
import Testing

/// The engine and its journal as services of a group.
@Suite(.timeLimit(.minutes(5))) struct EngineServiceTests {
    /// A gate that opens once.
    private struct Gate {
        private let opened: AsyncStream<Void>
        private let opening: AsyncStream<Void>.Continuation

        init() { (opened, opening) = AsyncStream.makeStream() }

        func open() { opening.finish() }
        func pass() async { for await _ in opened {} }
    }

    private let bench: EngineBench
    private let clock = HeldClock()

    init() throws {
        bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.sign { [clock] in clock.now() }
    }

    private func engine(on journal: any Journal) -> Engine {
        engine(of: bench, on: journal, clock)
    }

    private func engine(
        of bench: EngineBench, on journal: any Journal, _ clock: HeldClock
    ) -> Engine {
        Engine(
            journal: journal, provider: bench.provider, clock: clock,
            random: SeededRandom(seed: 7), logger: bench.log.logger, metrics: bench.metrics)
    }

    private func withFile<Result>(
        _ body: (String) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "payscore-service-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.appending(path: "journal.sqlite").path)
    }

    private func group(_ services: any Service...) -> ServiceGroup {
        ServiceGroup(
            services: services, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `a call that is under way ends before the journal is closed`() async throws {
        try await withFile { path in
            let (sent, answer) = (Gate(), Gate())
            bench.provider.disturbSending(
                .after {
                    sent.open()
                    await answer.pass()
                })
            let journal = try await SQLiteJournalStore.open(at: path)
            let engine = engine(on: journal)
            let group = group(journal, EngineService(engine, caller: bench.caller))
            async let running: Void = group.run()
            // A round that found the attempt would wait for the call.
            try await clock.sleeping(for: .seconds(60))
            async let result = engine.cancel(
                bench.order, reason: try bench.reason(), caller: bench.caller)
            await sent.pass()
            await group.triggerGracefulShutdown()
            try await clock.sleeping(for: .seconds(20))
            answer.open()
            let outcome = try await result.outcome
            #expect(outcome == .applied(.answered))
            try await running
            await #expect(throws: EngineError.self) {
                try await engine.query(bench.order, caller: bench.caller)
            }
            #expect(bench.log.lines("shutdown").isEmpty)

            let reopened = try await SQLiteJournalStore.open(at: path)
            let order = bench.order
            let events = try await reopened.read {
                try $0.records(of: .order(order), after: 0, limit: 100).map(\.event)
            }
            #expect(events.contains("settled"))
            #expect(events.last == "revoked")
            try await reopened.close()
        }
    }

    @Test func `a call that does not end keeps nobody from shutting down`() async throws {
        try await withFile { path in
            let (sent, answer) = (Gate(), Gate())
            bench.provider.disturbSending(
                .after {
                    sent.open()
                    await answer.pass()
                })
            let journal = try await SQLiteJournalStore.open(at: path)
            let engine = engine(on: journal)
            let group = group(journal, EngineService(engine, caller: bench.caller))
            async let running: Void = group.run()
            // A round that found the attempt would wait for the call.
            try await clock.sleeping(for: .seconds(60))
            async let result = engine.cancel(
                bench.order, reason: try bench.reason(), caller: bench.caller)
            await sent.pass()
            await group.triggerGracefulShutdown()
            try await clock.sleeping(for: .seconds(20))
            clock.advance(by: .seconds(20))
            try await running
            #expect(bench.log.lines("shutdown").map { $0.metadata["running"] } == ["1"])
            answer.open()
            do {
                _ = try await result
                Issue.record("a call went on after the journal was closed")
            } catch { #expect((error as? EngineError)?.code == .journalFailed) }

            // Nothing was written after that: the attempt is open, as after a crash.
            let reopened = try await SQLiteJournalStore.open(at: path)
            let open = try await reopened.read {
                try $0.attempts(openOnly: true, before: nil, limit: 10)
            }
            #expect(open.count == 1)
            try await reopened.close()
        }
    }

    @Test func `a service that fails takes no journal from a call that is under way`() async throws
    {
        struct Failing: Service {
            struct Failure: Error {}
            let gate: Gate

            func run() async throws {
                await gate.pass()
                throw Failure()
            }
        }
        try await withFile { path in
            let (sent, answer, failing) = (Gate(), Gate(), Gate())
            bench.provider.disturbSending(
                .after {
                    sent.open()
                    await answer.pass()
                })
            let journal = try await SQLiteJournalStore.open(at: path)
            let engine = engine(on: journal)
            let services: [any Service] = [
                journal, EngineService(engine, caller: bench.caller), Failing(gate: failing),
            ]
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: services.map {
                        .init(
                            service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                            failureTerminationBehavior: .gracefullyShutdownGroup)
                    }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
            async let running: Void = group.run()
            try await clock.sleeping(for: .seconds(60))
            async let result = engine.cancel(
                bench.order, reason: try bench.reason(), caller: bench.caller)
            await sent.pass()
            failing.open()
            try await clock.sleeping(for: .seconds(20))
            answer.open()
            let outcome = try await result.outcome
            #expect(outcome == .applied(.answered))
            do {
                try await running
                Issue.record("the failure was lost")
            } catch { #expect(error is Failing.Failure) }
        }
    }

    @Test func `a round that fails is logged, and the next one tries again`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        _ = try await bench.cancel(bench.engine())
        let clock = HeldClock(start: bench.clock.now().advanced(by: .seconds(86_400)))
        bench.provider.sign { clock.now() }
        let engine = engine(of: bench, on: journal, clock)
        journal.failCommit(with: JournalError(.inputOutput, "the disk failed"))
        let group = group(EngineService(engine, caller: bench.caller))
        async let running: Void = group.run()
        try await clock.sleeping(for: .seconds(60))
        let failed = bench.log.lines("reconcile")
        #expect(failed.allSatisfy { $0.level == .error && $0.metadata["code"] == "journal_failed" })
        #expect(failed.count == 2)
        let gauge = try bench.metrics.expectGauge(
            "payscore_open_attempts", [("condition", "open")])
        #expect(gauge.lastValue == 1)
        clock.advance(by: .seconds(60))
        // The next pause begins when the next round is over.
        try await clock.sleeping(for: .seconds(60))
        #expect(bench.log.lines("settled").count == 1)
        #expect(gauge.lastValue == 0)
        await group.triggerGracefulShutdown()
        try await running
        #expect(bench.log.lines("reconcile").count == 2)
    }

    @Test func `who is cancelled runs no further round`() async throws {
        let service = EngineService(engine(on: InMemoryJournal()), caller: bench.caller)
        let running = Task { try await service.run() }
        try await clock.sleeping(for: .seconds(60))
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }

    @Test func `who is cancelled waits for the calls that are under way`() async throws {
        let (sent, answer) = (Gate(), Gate())
        bench.provider.disturbSending(
            .after {
                sent.open()
                await answer.pass()
            })
        let engine = engine(on: InMemoryJournal())
        let service = EngineService(engine, caller: bench.caller)
        let running = Task { try await service.run() }
        try await clock.sleeping(for: .seconds(60))
        async let result = engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        await sent.pass()
        running.cancel()
        try await clock.sleeping(for: .seconds(20))
        answer.open()
        let outcome = try await result.outcome
        #expect(outcome == .applied(.answered))
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(bench.log.lines("shutdown").isEmpty)
    }
}
