public import OrderEngine
import OrderLifecycle
import Synchronization

/// The reference journal: keeps everything in memory and forgets it with the process.
///
/// For tests, and to read what every journal does; commits run one after another under a lock.
/// Not for production: nothing here survives a restart.
public final class InMemoryJournal: Journal {
    private let state = Mutex(InMemoryState())

    /// Creates an empty journal.
    public init() {}

    /// Shows what was committed last.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try state.withLock { try body(InMemoryView(state: $0)) }
    }

    /// Runs the closure alone, and undoes what it did if it throws.
    public func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        try state.withLock { state in
            let transaction = InMemoryTransaction(taking: &state)
            do {
                let result = try body(transaction)
                state = transaction.state
                return result
            } catch {
                transaction.undo()
                state = transaction.state
                throw error
            }
        }
    }
}

/// A journal's content at one moment.
private struct InMemoryView: InMemoryReader {
    let state: InMemoryState
}
