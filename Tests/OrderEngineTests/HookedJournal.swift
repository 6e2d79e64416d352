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
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await stored.read(body)
    }

    func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        switch planned.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        case .fail(let error): throw error
        case .none: return try await stored.commit(body)
        case .after(let work):
            let result = try await stored.commit(body)
            await work()
            return result
        }
    }
}
