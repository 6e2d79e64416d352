public import OrderJournal

/// A journal that runs each closure twice, as every journal may, and forgets what the first run
/// did.
///
/// Hand it to the code that uses a journal, to see that its closures can run again.
public struct RerunningJournal: Journal {
    /// The journal that reads and commits.
    let base: any Journal

    private struct Forgotten: Error {}

    /// Creates a journal around another.
    public init(_ base: any Journal) {
        self.base = base
    }

    /// Reads twice, and returns what the second run did.
    public func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await base.read(about: subjects) { reader in
            _ = try? body(reader)
            return try body(reader)
        }
    }

    /// Reads twice, and returns what the second run did.
    public func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await base.inspect { reader in
            _ = try? body(reader)
            return try body(reader)
        }
    }

    /// Runs the closure in a commit that is undone, and then in one that counts.
    public func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        try? await base.commit(on: subjects) { journal in
            _ = try body(journal)
            throw Forgotten()
        }
        return try await base.commit(on: subjects, body)
    }

    /// Runs the closure in a commit that is undone, and then in one that counts.
    public func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        try? await base.seal { journal in
            _ = try body(journal)
            throw Forgotten()
        }
        return try await base.seal(body)
    }
}
