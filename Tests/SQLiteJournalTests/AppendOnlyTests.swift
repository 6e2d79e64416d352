import GRDB
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import SQLiteJournal

@Suite struct AppendOnlyTests {
    private static let attacks: [String] = [
        "UPDATE payscore_records SET reason = 'other' WHERE sequence = 1",
        "UPDATE OR REPLACE payscore_records SET sequence = 2 WHERE sequence = 1",
        "UPDATE OR IGNORE payscore_records SET hash = zeroblob(32)",
        "DELETE FROM payscore_records WHERE sequence = 2",
        "DELETE FROM payscore_records",
        "INSERT OR REPLACE INTO payscore_records SELECT * FROM payscore_records WHERE sequence = 2",
        """
        INSERT INTO payscore_records SELECT * FROM payscore_records WHERE sequence = 2
        ON CONFLICT DO UPDATE SET reason = 'other'
        """,
        copy("REPLACE", sequence: "6", revision: "1", previous: "previous"),
        copy("INSERT", sequence: "9", revision: "5", previous: "hash"),
        copy("INSERT", sequence: "6", revision: "5", previous: "zeroblob(32)"),
        copy("INSERT", sequence: "NULL", revision: "5", previous: "hash"),
        "UPDATE payscore_checkpoints SET note = 'other'",
        "DELETE FROM payscore_checkpoints",
        "REPLACE INTO payscore_checkpoints (position, note) VALUES (1, 'other')",
        "INSERT INTO payscore_checkpoints (position, note) VALUES (3, 'later')",
        "DELETE FROM payscore_orders",
        "DELETE FROM payscore_attempts",
        "UPDATE payscore_attempts SET request = x'00'",
        "UPDATE payscore_attempts SET condition = 'open', next_at = 1, outcome = NULL",
        "DELETE FROM payscore_permits",
        "UPDATE payscore_permits SET spent_by = NULL",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'trigger'",
        "ATTACH ':memory:' AS other",
        "SELECT load_extension('x')",
        "SELECT \"no such column\"",
    ]

    /// A copy of the order's last record in another place of the journal.
    private static func copy(
        _ verb: String, sequence: String, revision: String, previous: String
    ) -> String {
        """
        \(verb) INTO payscore_records (\(RecordRows.columns))
        SELECT \(sequence), subject, \(revision), at, provider_at, event, phase_before,
            phase_after, cause, cause_id, actor, channel, reason, rules, detail, evidence,
            \(previous), hash
        FROM payscore_records WHERE sequence = 5
        """
    }

    @Test(arguments: attacks)
    func `nothing that was recorded can be changed through our connection`(
        _ sql: String
    ) async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        try await Self.fill(journal)
        let before = try await Self.dump(journal)
        await #expect(throws: JournalError.self) { try await journal.run(sql) }
        #expect(try await Self.dump(journal) == before)
        #expect(journal.halt == nil)
        try await journal.close()
        try await place.open().close()
    }

    @Test func `a dropped trigger is found at the next opening`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        try await journal.run("DROP TRIGGER payscore_records_no_delete")
        try await journal.close()
        await expectError(.schemaAltered) { try await place.open() }
    }

    @Test func `no value of a statement stands in an error`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let why = await expectError(.corrupt) {
            try await journal.commit(on: .wholeJournal) { journal in
                let transaction = try #require(journal as? StoredTransaction)
                try transaction.db.execute(
                    sql: "INSERT INTO payscore_permits (digest, issued) VALUES (?, ?)",
                    arguments: ["canary-4711", 1])
            }
        }
        #expect(!why.contains("canary-4711"))
        try await journal.close()
    }

    private static func fill(_ journal: SQLiteJournalStore) async throws {
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { journal in
            try journal.append(try SampleOrder("N-1").adopted())
            try journal.append(order.adopted())
            try journal.append(order.permitted("token"))
            try journal.append(order.intended("att_1", permit: "token"))
            try journal.append(
                order.draft(
                    .attempt(
                        .settled(
                            SettlementDetails(
                                attempt: AttemptID("att_1"), call: .cancel,
                                outcome: .notApplied(.neverSent))))))
        }
        try await journal.run("INSERT INTO payscore_checkpoints VALUES (1, 'a note')")
    }

    /// Everything that is stored.
    private static func dump(_ journal: SQLiteJournalStore) async throws -> [String] {
        try await journal.commit(on: .wholeJournal) { journal in
            let db = try #require(journal as? StoredTransaction).db
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return try tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
            }
        }
    }
}
