import Measuring
import OrderEngine
import OrderJournal
import OrderLifecycle
import Synchronization

/// What one cancel cannot do without: signatures, ours and WeChat's, and commits.
struct Toll {
    /// Each question and each call is signed by us, and its answer by WeChat.
    let signatures: Double
    let commits: Double

    private static let sample = 8

    /// Counts them in cancels that pass through counters on their way.
    static func count(_ shop: Shop) async throws -> Toll {
        let provider = CountingProvider(shop.provider)
        let journal = CountingJournal(shop.journal)
        let engine = shop.engine(on: journal, provider)
        for order in try await shop.createOrders(sample) {
            try await shop.cancel(order, with: engine)
        }
        return Toll(
            signatures: Double(2 * provider.exchanges) / Double(sample),
            commits: Double(journal.commits) / Double(sample))
    }

    var figures: [Figure] {
        [
            Figure("signatures of one cancel, counted", unit: "", Spread(of: [signatures])),
            Figure("commits of one cancel, counted", unit: "", Spread(of: [commits])),
        ]
    }
}

/// A journal that counts the commits that pass through it.
private final class CountingJournal: Journal {
    private let journal: any Journal
    private let count = Atomic(0)

    init(_ journal: any Journal) {
        self.journal = journal
    }

    var commits: Int { count.load(ordering: .relaxed) }

    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await journal.read(about: subjects, body)
    }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await journal.inspect(body)
    }

    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        try await journal.seal(body)
    }

    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        count.add(1, ordering: .relaxed)
        return try await journal.commit(on: subjects, body)
    }
}
