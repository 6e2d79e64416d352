import OrderLifecycle
import Synchronization
import Testing

@testable import OrderEngine

/// That the two passes of a verification look at one moment.
struct ViewPairTests {
    /// A journal to which a record is appended whenever a second view of it is opened.
    private final class GrowingJournal: Journal {
        private let journal: SmallJournal
        private let views = Mutex(0)

        init(_ journal: SmallJournal) {
            self.journal = journal
        }

        /// How many views were opened.
        var viewCount: Int { views.withLock { $0 } }

        func read<Result: Sendable>(
            _ body: @escaping @Sendable (any JournalReading) throws -> Result
        ) async throws -> Result {
            let number = views.withLock { views in
                views += 1
                return views
            }
            if number == 2 {
                let order = Subject.order(try OutOrderNumber("Z-9"))
                try await journal.commit {
                    _ = try $0.append(
                        Sample.draft(order, .happened(.adopted(.revoked)), at: 99_000_000))
                }
            }
            return try await journal.read(body)
        }

        func commit<Result: Sendable>(
            _ body: @escaping @Sendable (any JournalWriting) throws -> Result
        ) async throws -> Result {
            try await journal.commit(body)
        }
    }

    @Test func `a journal that grows between the two views is verified on one`() async throws {
        let journal = GrowingJournal(try await VerifiedJournal.journal())
        let report = try await JournalVerifier(pageSize: 10).verify(journal)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.records == 56)
        #expect(journal.viewCount == 3)
    }

    @Test func `views with the same last record are of one moment`() async throws {
        let record = try await VerifiedJournal.journal().read { try $0.lastRecord() }
        let pair = ViewPair()
        try pair.meet(record)
        try pair.check()
        try pair.meet(record)
        for _ in 0...2 * ViewPair.patience { try pair.check() }
    }

    @Test func `both are told that they differ`() async throws {
        let record = try await VerifiedJournal.journal().read { try $0.lastRecord() }
        let pair = ViewPair()
        try pair.meet(record)
        #expect(throws: ViewPair.Differs.self) { try pair.meet(nil) }
        #expect(throws: ViewPair.Differs.self) { try pair.check() }
    }

    @Test func `the first does not read on for ever without the second`() throws {
        let pair = ViewPair()
        try pair.meet(nil)
        for _ in 0..<ViewPair.patience { try pair.check() }
        #expect(throws: ViewPair.Differs.self) { try pair.check() }
        #expect(throws: ViewPair.Differs.self) { try pair.meet(nil) }
    }
}
