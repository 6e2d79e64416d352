import GRDB
import OrderEngine
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

/// What becomes of a commit that SQLite refuses at the very end.
struct CommitFailureTests {
    @Test func `a commit that SQLite refuses is no success, and leaves nothing`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }

        await #expect(throws: (any Error).self) {
            try await journal.commit(on: .wholeJournal) { writer in
                _ = try writer.append(order.draft(.order(.protected)))
                // A permit of no record: a foreign key that is looked at by COMMIT alone.
                let transaction = try #require(writer as? StoredTransaction)
                try transaction.db.execute(
                    sql: """
                        PRAGMA defer_foreign_keys = ON;
                        INSERT INTO payscore_permits (digest, issued) VALUES (zeroblob(32), 999)
                        """)
            }
        }
        #expect(try await journal.recordCount() == 1)
        try await journal.commit(on: .wholeJournal) {
            _ = try $0.append(order.draft(.order(.protected)))
        }
        #expect(try await journal.recordCount() == 2)
        try await journal.close()
    }
}
