import Foundation
import GRDB
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Testing

/// The code of "Share your database".
@Suite struct SharedDatabaseArticleTests {
    private func prepare(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let writer = try DatabaseQueue(path: path, configuration: configuration)
        try writer.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = EXTRA")
        }
        return writer
    }

    private func share(_ writer: DatabaseQueue) async throws -> SQLiteJournalStore {
        let journal = try await SQLiteJournalStore(sharing: writer) { database, records in
            for record in records {
                guard case .order(.happened) = try record.content,
                    let order = record.subject.order, let phase = try record.stateAfter?.phase
                else { continue }
                try database.execute(
                    sql: "UPDATE rental SET closed = ? WHERE number = ?",
                    arguments: [phase.kind.isFinal, order.text])
            }
        }
        return journal
    }

    @Test func `a row is closed in the commit that records the cancel`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = try prepare(folder.appending(path: "shop.sqlite").path)
        try await writer.write {
            try $0.execute(
                sql: """
                    CREATE TABLE rental (number TEXT PRIMARY KEY, closed INTEGER NOT NULL);
                    INSERT INTO rental VALUES ('RENT-1', 0), ('RENT-2', 0);
                    """)
        }
        let journal = try await share(writer)
        let bench = try ArticleBench()
        bench.provider.show(
            bench.order, as: OrderSnapshot(state: "DOING", stateDescription: "USER_CONFIRM"))
        let engine = Engine(journal: journal, provider: bench.provider, clock: bench.clock)
        _ = try await engine.cancel(
            bench.order, reason: CancelReason("用户取消"), caller: bench.clerk)
        let closed = try await writer.read {
            try Bool.fetchAll($0, sql: "SELECT closed FROM rental ORDER BY number")
        }
        #expect(closed == [true, false])
        try await journal.close()
    }
}
