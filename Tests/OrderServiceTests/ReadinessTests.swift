import Crypto
import Logging
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import StrictJSON
import Testing

@testable import OrderService

/// What `/readyz` finds.
@Suite struct ReadinessTests {
    private let clock = ManualClock()
    private let provider = FakeProvider()
    private let caller: Caller

    init() throws {
        caller = Caller(actor: try ActorName("test"), channel: try CallerChannel("test"))
    }

    private func api(
        on journal: any Journal, sealing: CheckpointSealing? = nil, keysAreUsable: Bool = true
    ) -> OrderAPI {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return OrderAPI(
            engine: Engine(journal: journal, provider: provider, clock: clock, logger: quiet),
            access: .tokens(AcceptedTokens(TokenList())), sealing: sealing, verification: nil,
            idempotency: nil, metrics: nil,
            keysAreUsable: { keysAreUsable }, limits: OrderServerLimits(), logger: quiet)
    }

    private func sealing(of journal: any Journal) -> CheckpointSealing {
        CheckpointSealing(
            JournalSealer(
                journal: journal, key: Curve25519.Signing.PrivateKey(), caller: caller),
            clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `a service whose parts all work is ready`() async throws {
        let journal = InMemoryJournal()
        let api = api(on: journal, sealing: sealing(of: journal))
        #expect(await api.readiness() == [])
        _ = try await api.engine.begin(caller: caller)
        _ = try await api.sealing?.sealNow()
        #expect(await api.readiness() == [])
    }

    @Test func `a journal that writes nothing any more is told`() async {
        #expect(await api(on: HaltedJournal()).readiness() == [.writingHalted])
    }

    @Test func `a journal with fewer records than were sealed is told, and is not sealed again`()
        async throws
    {
        let journal = InMemoryJournal()
        let sealing = sealing(of: journal)
        let api = api(on: journal, sealing: sealing)
        _ = try await api.engine.begin(caller: caller)
        _ = try await sealing.sealNow()
        _ = journal.tamper { $0.records.removeLast() }
        #expect(await api.readiness() == [.recordsMissing])
    }

    @Test func `an altered record is found by the next checkpoint, and told`() async throws {
        let journal = InMemoryJournal()
        let api = api(on: journal, sealing: sealing(of: journal))
        _ = try await api.engine.begin(caller: caller)
        journal.tamper { $0.checkpoints = [] }
        journal.tamper { $0.unreadable = [1] }
        await #expect(throws: (any Error).self) { try await api.sealing?.sealNow() }
        #expect(await api.readiness().contains(.sealingFailed))
    }

    @Test(arguments: [-301, 301])
    func `a clock that differs from WeChat's is told until it does not`(
        seconds: Int64
    ) async throws {
        let api = api(on: InMemoryJournal())
        let order = try OutOrderNumber("A-1")
        provider.show(order, as: OrderSnapshot(state: "CREATED"))
        let clock = clock
        provider.sign { clock.now().advanced(by: .seconds(seconds)) }
        _ = try? await api.engine.query(order, caller: caller)
        #expect(await api.readiness() == [.clockDiffers])
        provider.sign { clock.now() }
        _ = try await api.engine.query(order, caller: caller)
        #expect(await api.readiness() == [])
    }

    @Test func `a clock behind the journal's last record is told`() async throws {
        let api = api(on: InMemoryJournal())
        _ = try await api.engine.begin(caller: caller)
        clock.setWall(clock.now().advanced(by: .seconds(-301)))
        #expect(await api.readiness() == [.clockDiffers])
    }

    @Test func `keys that verify nothing are told`() async {
        #expect(
            await api(on: InMemoryJournal(), keysAreUsable: false).readiness() == [.keysUnusable])
    }

    @Test func `a journal that was closed makes the service not ready, with its word`()
        async throws
    {
        try await ServiceBench.serving { bench in
            let ready = try await bench.send("GET", "/readyz", as: nil)
            #expect(ready.status == 200)
            try await bench.journal.close()
            let answer = try await bench.send("GET", "/readyz", as: nil)
            #expect(answer.status == 503)
            #expect(answer.code == "not_ready")
            guard case .array(let reasons)? = try answer.json["reasons"] else {
                Issue.record("\(answer.text)")
                return
            }
            #expect(reasons.map { $0["code"]?.text } == ["journal_unreadable"])
            #expect(try await bench.send("GET", "/livez", as: nil).status == 200)
        }
    }
}

/// A journal whose last write failed.
private struct HaltedJournal: Journal {
    let halt: JournalError? = JournalError(.full, "the disk is full")
    private let base = InMemoryJournal()

    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result { try await base.read(about: subjects, body) }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result { try await base.inspect(body) }

    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result { throw JournalError(.halted, "told so") }

    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result { throw JournalError(.halted, "told so") }
}
