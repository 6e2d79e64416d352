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
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await base.read(about: subjects, body)
    }

    /// Reads as the journal does.
    public func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await base.inspect(body)
    }

    /// Commits as the journal does, and notes the promise.
    public func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        // Checkpoints are kept by no commit; those that are kept meanwhile are promised for itself.
        let checkpoints = try await base.inspect { try $0.checkpointCount() }
        let (result, records) = try await base.commit(on: subjects) { journal in
            (try body(journal), try journal.end()?.sequence ?? 0)
        }
        FileRecord.mark(records + checkpoints)
        return result
    }

    /// Seals as the journal does, and notes the promise.
    public func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        let (result, extent) = try await base.seal { journal in
            (try body(journal), try journal.extent())
        }
        FileRecord.mark(extent)
        return result
    }
}

extension JournalReader {
    /// How many records and checkpoints there are.
    public func extent() throws -> Int64 {
        (try end()?.sequence ?? 0) + (try checkpointCount())
    }

    fileprivate func checkpointCount() throws -> Int64 {
        var count: Int64 = 0
        while let last = try checkpoints(after: count, limit: 100).last { count = last.position }
        return count
    }
}
