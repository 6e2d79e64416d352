import Crypto
import InMemoryLogging
import Logging
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import OrderService
import ServiceLifecycle
import StrictJSON
import Testing

/// A journal that is sealed while it is in use.
@Suite struct CheckpointSealingTests {
    private let journal = InMemoryJournal()
    private let clock = ManualClock()
    private let log = InMemoryLogHandler()
    private let engine: Engine
    private let caller: Caller

    init() throws {
        caller = Caller(actor: try ActorName("test"), channel: try CallerChannel("test"))
        engine = Engine(
            journal: journal, provider: FakeProvider(), clock: clock,
            logger: Logger(label: "engine") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Seals as a service while `body` runs, then shuts down gracefully.
    private func sealing(
        to witness: RecordingWitness, _ body: () async throws -> Void
    ) async throws {
        let log = log
        let sealing = CheckpointSealing(
            JournalSealer(
                journal: journal, key: Curve25519.Signing.PrivateKey(), caller: caller),
            witnesses: [witness], clock: clock, logger: Logger(label: "sealing") { _ in log })
        let group = ServiceGroup(
            services: [sealing], logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await group.run() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        await group.triggerGracefulShutdown()
        try await running.value
        try outcome.get()
    }

    private func sizes(of notes: [String]) -> [Int64] {
        notes.compactMap { Checkpoint(note: $0)?.size }
    }

    private func end() async throws -> Int64? {
        try await engine.records(limit: 1000).last?.sequence
    }

    @Test func `what is there is sealed at the start, and what came meanwhile later`()
        async throws
    {
        _ = try await engine.begin(caller: caller)
        let witness = RecordingWitness()
        try await sealing(to: witness) {
            var taken = witness.taken.makeAsyncIterator()
            let first = await taken.next()
            // The record of the key was made for it.
            #expect(sizes(of: [first ?? ""]) == [2])
            _ = try await engine.resetVelocityLimit(
                reason: OperatorReason("checked"), caller: caller)
            let second = await taken.next()
            #expect(sizes(of: [second ?? ""]) == [3])
        }
        #expect(sizes(of: witness.notes) == [2, 3])
        #expect(Set(clock.sleeps).contains(.seconds(600)))
    }

    @Test func `what was recorded last is sealed at the end`() async throws {
        _ = try await engine.begin(caller: caller)
        let witness = RecordingWitness()
        let paused = CheckpointSealing(
            JournalSealer(
                journal: journal, key: Curve25519.Signing.PrivateKey(), caller: caller),
            witnesses: [witness])
        let group = ServiceGroup(
            services: [paused], logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await group.run() }
        var taken = witness.taken.makeAsyncIterator()
        _ = await taken.next()
        _ = try await engine.resetVelocityLimit(reason: OperatorReason("last"), caller: caller)
        await group.triggerGracefulShutdown()
        try await running.value
        #expect(sizes(of: witness.notes) == [2, try await end()])
    }

    @Test func `a witness that fails is told, and gets every checkpoint later in order`()
        async throws
    {
        _ = try await engine.begin(caller: caller)
        let witness = RecordingWitness(failures: 3)
        try await sealing(to: witness) {
            var taken = witness.taken.makeAsyncIterator()
            _ = await taken.next()
        }
        #expect(sizes(of: witness.notes) == [2])
        #expect(Array(clock.sleeps.prefix(3)) == Array(repeating: .seconds(60), count: 3))
        let failures = log.entries.filter { $0.message == "checkpoint not published" }
        #expect(failures.count == 3)
        #expect(failures.first?.level == .error)
        #expect(failures.first?.metadata["reason"] == "was told to fail")
    }

    @Test func `a checkpoint that no witness took until the end is told`() async throws {
        _ = try await engine.begin(caller: caller)
        let witness = RecordingWitness(failures: .max)
        try await sealing(to: witness) {
            while clock.sleeps.count < 2 { await Task.yield() }
        }
        #expect(log.entries.last?.message == "checkpoint left unpublished")
    }

    @Test func `a journal that is not begun is no failure`() async throws {
        try await sealing(to: RecordingWitness()) {
            while clock.sleeps.isEmpty { await Task.yield() }
        }
        #expect(!log.entries.contains { $0.level >= .warning })
    }

    @Test func `an operator seals over HTTP, and nothing is sealed twice`() async throws {
        try await ServiceBench.serving { bench in
            let none = try await bench.send("POST", "/v1/checkpoints", as: .operator, json: "{}")
            #expect(none.status == 409)
            #expect(none.code == "journal_not_begun")
            try await bench.awaitPayment()
            let sealed = try await bench.send(
                "POST", "/v1/checkpoints", as: .operator, json: "{}")
            #expect(sealed.status == 200, "\(sealed.text)")
            #expect(try sealed.json["published"] == .array(["recording"]))
            let again = try await bench.send("POST", "/v1/checkpoints", as: .operator, json: "{}")
            #expect(again.body == sealed.body)
            #expect(bench.witness.notes == [try sealed.json["note"]?.text])
            let listed = try await bench.send("GET", "/v1/checkpoints")
            guard case .array(let kept)? = try listed.json["checkpoints"] else {
                Issue.record("\(listed.text)")
                return
            }
            #expect(kept.map { $0["note"]?.text } == bench.witness.notes)
        }
    }
}
