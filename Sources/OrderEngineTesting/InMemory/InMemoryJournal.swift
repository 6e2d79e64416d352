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
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try content.withLock { try body($0) }
    }

    /// Shows all that was committed.
    public func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try content.withLock { try body($0) }
    }

    /// Runs the closure on a copy, which takes the content's place unless it, or a write, throws.
    ///
    /// The closure runs on another copy before that, as it may on any journal; what it does there
    /// is forgotten.
    public func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        try write(on: subjects) { try body($0) }
    }

    /// Runs the closure as ``commit(on:_:)`` does.
    public func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        try write(on: [.journal]) { try body($0) }
    }

    private func write<Result: Sendable>(
        on subjects: SubjectScope, _ body: (InMemoryContent) throws -> Result
    ) throws -> Result {
        try content.withLock { content in
            _ = try? body(InMemoryContent(copying: content, writingOn: subjects))
            let copy = InMemoryContent(copying: content, writingOn: subjects)
            let result = try body(copy)
            if let failure = copy.failure { throw failure }
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
