import OrderEngineTesting
import OrderLifecycle
import Synchronization
import Testing

@testable import OrderJournal

/// That the two passes of a verification look at one moment.
struct ConsistentReadCheckTests {
    /// A journal to which a record is appended whenever a second observation of it is opened.
    private final class GrowingJournal: Journal {
        private let journal: InMemoryJournal
        private let reads = Mutex(0)

        init(_ journal: InMemoryJournal) {
            self.journal = journal
        }

        /// How many observations were opened.
        var readCount: Int { reads.withLock { $0 } }

        func inspect<Result: Sendable>(
            _ body: @escaping @Sendable (any JournalReader) throws -> Result
        ) async throws -> Result {
            let number = reads.withLock { reads in
                reads += 1
                return reads
            }
            if number == 2 {
                let order = Subject.order(try OutOrderNumber("Z-9"))
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(
                        Sample.draft(order, .order(.happened(.adopted(.revoked))), at: 99_000_000))
                }
            }
            return try await journal.inspect(body)
        }

        func read<Result: Sendable>(
            about subjects: SubjectScope,
            _ body: @escaping @Sendable (any OrderReader) throws -> Result
        ) async throws -> Result {
            try await journal.read(about: subjects, body)
        }

        func commit<Result: Sendable>(
            on subjects: SubjectScope,
            _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
        ) async throws -> Result {
            try await journal.commit(on: subjects, body)
        }

        func seal<Result: Sendable>(
            _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
        ) async throws -> Result {
            try await journal.seal(body)
        }
    }

    @Test func `a journal that grows between the two observations is verified on one`() async throws
    {
        let journal = GrowingJournal(try await VerifiedJournal.journal())
        let report = try await JournalVerifier(pageSize: 10).verify(journal)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.records == 57)
        #expect(journal.readCount == 3)
    }

    @Test func `observations with the same last record are of one moment`() async throws {
        let record = try await VerifiedJournal.journal().inspect { try $0.lastRecord() }
        let pair = ConsistentReadCheck()
        try pair.meet(record)
        try pair.check()
        try pair.meet(record)
        for _ in 0...2 * ConsistentReadCheck.maxPages { try pair.check() }
    }

    @Test func `both are told that they differ`() async throws {
        let record = try await VerifiedJournal.journal().inspect { try $0.lastRecord() }
        let pair = ConsistentReadCheck()
        try pair.meet(record)
        #expect(throws: ConsistentReadCheck.Differs.self) { try pair.meet(nil) }
        #expect(throws: ConsistentReadCheck.Differs.self) { try pair.check() }
    }

    @Test func `the first does not read on for ever without the second`() throws {
        let pair = ConsistentReadCheck()
        try pair.meet(nil)
        for _ in 0..<ConsistentReadCheck.maxPages { try pair.check() }
        #expect(throws: ConsistentReadCheck.Differs.self) { try pair.check() }
        #expect(throws: ConsistentReadCheck.Differs.self) { try pair.meet(nil) }
    }
}
