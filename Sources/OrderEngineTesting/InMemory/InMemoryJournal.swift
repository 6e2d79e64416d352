public import OrderJournal
import OrderLifecycle
import Synchronization

/// The reference journal: keeps everything in memory and forgets it with the process.
///
/// For tests, and to read what every journal does; commits run one after another under a lock.
/// Not for production: nothing here survives a restart.
public final class InMemoryJournal: Journal {
    private let content: Mutex<InMemoryContent>

    /// Creates an empty journal.
    public init() {
        content = Mutex(InMemoryContent())
    }

    /// Shows what was committed last.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try content.withLock { try body($0) }
    }

    /// Runs the closure on a copy, which takes the content's place unless it throws.
    public func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        try content.withLock { content in
            let copy = InMemoryContent(copying: content)
            let result = try body(copy)
            content = copy
            return result
        }
    }

    /// Alters what is stored, past all rules, so that a test can see it found.
    package func tamper<Result: Sendable>(
        _ body: @Sendable (InMemoryContent) throws -> Result
    ) rethrows -> Result {
        try content.withLock { try body($0) }
    }
}
