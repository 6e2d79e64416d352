import OrderJournal
import OrderLifecycle

/// The journal of one incarnation: the ledger that survives it, reached over faults.
struct SimulatedJournal: Journal {
    unowned let incarnation: Incarnation
    private var world: World { incarnation.world }

    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await inspect { try body($0) }
    }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await arrive()
        world.meddleBeforeReading()
        let mishap = world.mishap(among: .reading, otherwise: .readSmooth)
        if mishap == .readFailed { throw JournalError(.inputOutput, "told to fail") }
        if mishap == .readCrash { throw crash() }
        // What was read reaches the engine at once: what is sent on it rests on this very moment.
        return try body(LedgerView(ledger: incarnation.ledger))
    }

    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        try await write(on: subjects) { try body($0) }
    }

    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        try await write(on: [.journal]) { try body($0) }
    }

    private func write<Result: Sendable>(
        on subjects: SubjectScope, _ body: @escaping @Sendable (LedgerView) throws -> Result
    ) async throws -> Result {
        try await arrive()
        guard !incarnation.isHalted || world.tampering == .writesAfterFailure else {
            throw JournalError(.halted, "an earlier commit failed")
        }
        let mishap = world.mishap(among: .committing, otherwise: .commitSmooth)
        switch mishap {
        case .commitCrashBefore: throw crash()
        case .commitRefused: throw JournalError(.overloaded, "told to refuse")
        case .commitFailed:
            halt()
            throw JournalError(.inputOutput, "told to fail")
        default: break
        }
        let result = try incarnation.ledger.commit(on: subjects, body)
        world.oracle.committed(incarnation)
        let size = incarnation.ledger.records.count
        switch mishap {
        case .commitCrashAfter: throw crash()
        case .commitLost: throw JournalError(.inputOutput, "told to lose the answer")
        case .commitLostHalting:
            halt()
            throw JournalError(.inputOutput, "told to lose the answer")
        default: break
        }
        await world.pause(world.delay())
        guard !incarnation.isDead else { throw JournalError(.closed, "the process is dead") }
        world.oracle.acknowledged(upTo: size)
        return result
    }

    private func arrive() async throws {
        await world.pause(world.delay())
        guard !incarnation.isDead else { throw JournalError(.closed, "the process is dead") }
        world.disturbClock()
    }

    private func halt() {
        incarnation.isHalted = true
        world.oracle.failedToCommit(incarnation)
        world.restartSoon(incarnation)
    }

    private func crash() -> JournalError {
        world.crash(incarnation)
        return JournalError(.closed, "the process is dead")
    }
}
