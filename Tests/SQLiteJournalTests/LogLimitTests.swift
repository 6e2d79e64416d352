import GRDB
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

@Suite struct LogLimitTests {
    private static let limit: Int64 = 200_000
    private static let mostCommits = 500

    /// A connection that holds an old snapshot until it is told to let go.
    private struct StuckReader {
        private let queue: DatabaseQueue

        init(at path: String) throws {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.allowsUnsafeTransactions = true
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { db in
                try db.execute(sql: "BEGIN")
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM payscore_records")
            }
        }

        func letGo() throws {
            try queue.inDatabase { try $0.execute(sql: "COMMIT") }
            try queue.close()
        }
    }

    /// Commits until a commit is refused, and returns how many were acknowledged.
    private func fill(_ journal: SQLiteJournalStore, _ order: SampleOrder) async throws -> Int {
        for count in 0..<Self.mostCommits {
            do {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(
                        order.draft(count % 2 == 0 ? .order(.protected) : .order(.unprotected)))
                }
            } catch let error as JournalError {
                #expect(error.code == .overloaded)
                #expect(error.code.isTransient)
                return count
            }
        }
        return Self.mostCommits
    }

    @Test func `a stuck reader stops the log at its limit, and nothing is lost`() async throws {
        let place = try TemporaryPlace()
        let journal = try await SQLiteJournalStore.open(
            at: place.path, mode: .owner, schema: .current, logLimit: Self.limit)
        try await journal.begin()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        let reader = try StuckReader(at: place.path)

        let acknowledged = try await fill(journal, order)

        #expect(acknowledged < Self.mostCommits)
        #expect(try await journal.recordCount() == acknowledged + 1)
        #expect(journal.halt == nil)
        try reader.letGo()
        try await journal.commit(on: .wholeJournal) {
            _ = try $0.append(order.draft(.order(.protected)))
        }
        #expect(try await journal.recordCount() == acknowledged + 2)
        try await journal.close()
    }

    @Test func `without a stuck reader the log starts over`() async throws {
        let place = try TemporaryPlace()
        let journal = try await SQLiteJournalStore.open(
            at: place.path, mode: .owner, schema: .current, logLimit: Self.limit)
        try await journal.begin()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        #expect(try await fill(journal, order) == Self.mostCommits)
        try await journal.close()
    }
}
