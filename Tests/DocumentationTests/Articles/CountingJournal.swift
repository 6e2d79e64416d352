import OrderJournal
import Synchronization

/// A journal that counts the commits of another.
final class CountingJournal: Journal {
    private let base: any Journal
    private let count = Atomic(0)

    init(_ base: any Journal) { self.base = base }

    /// How many commits became durable.
    var commits: Int { count.load(ordering: .relaxed) }

    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await base.read(about: subjects, body)
    }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await base.inspect(body)
    }

    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        let result = try await base.commit(on: subjects, body)
        count.add(1, ordering: .relaxed)
        return result
    }

    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        try await base.seal(body)
    }

    var headLag: Int? { base.headLag }
}
