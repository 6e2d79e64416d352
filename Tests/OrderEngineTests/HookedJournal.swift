import OrderEngineTesting
import OrderJournal
import Synchronization

/// A journal beside which something happens at an awkward moment.
final class HookedJournal: Journal {
    private let stored = InMemoryJournal()
    private let planned = Mutex<[Plan]>([])

    private enum Plan: Sendable {
        case after(@Sendable () async -> Void)
        case fail(JournalError)
    }

    /// Lets something happen after the next commit that nothing was planned for yet.
    func afterCommit(_ work: @escaping @Sendable () async -> Void) {
        planned.withLock { $0.append(.after(work)) }
    }

    /// Lets the next commit that nothing was planned for yet fail.
    func failCommit(with error: JournalError) {
        planned.withLock { $0.append(.fail(error)) }
    }

    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await stored.read(about: subjects, body)
    }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await stored.inspect(body)
    }

    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        try await stored.seal(body)
    }

    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        switch planned.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        case .fail(let error): throw error
        case .none: return try await stored.commit(on: subjects, body)
        case .after(let work):
            let result = try await stored.commit(on: subjects, body)
            await work()
            return result
        }
    }
}
