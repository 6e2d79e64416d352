public import OrderJournal

/// A journal that notes in the record each time a caller was promised that a commit is durable.
///
/// What is noted is how much the journal holds: its records and checkpoints, which only ever grow.
public struct AnsweredJournal: Journal {
    private let base: any Journal

    /// Creates a journal around another.
    public init(_ base: some Journal) {
        self.base = base
    }

    /// Reads as the journal does.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await base.read(body)
    }

    /// Commits as the journal does, and notes the promise.
    public func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        let (result, extent) = try await base.commit { journal in
            (try body(journal), try journal.extent())
        }
        FileRecord.mark(extent)
        return result
    }
}

extension JournalReader {
    /// How many records and checkpoints there are.
    public func extent() throws -> Int64 {
        var checkpoints: Int64 = 0
        while let last = try self.checkpoints(after: checkpoints, limit: 100).last {
            checkpoints = last.position
        }
        return (try lastRecord()?.sequence ?? 0) + checkpoints
    }
}
