import Foundation
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Testing

@testable import PostgresJournal

/// Settings, rights and tables, and what a verification finds of rows that were edited.
@Suite(.enabled(if: PostgresUnderTest.isThere)) struct PostgresSafetyTests {
    private static func open(
        _ server: TrialServer, as user: String = "postgres",
        _ mode: PostgresJournalStore.Mode = .writer, _ durability: Durability? = .unchecked
    ) async throws -> PostgresJournalStore {
        try await PostgresJournalStore.open(
            server.address(as: user), mode: mode, durability: durability,
            now: PostgresUnderTest.now)
    }

    private static func code(_ body: () async throws -> Void) async -> JournalErrorCode? {
        do { try await body() } catch { return (error as? JournalError)?.code }
        return nil
    }

    private static func written(_ server: TrialServer) async throws {
        let journal = try await open(server)
        try await journal.begin()
        try await SampleStory.write(to: journal)
        await journal.close()
    }

    @Test func `a server that does not wait for its disk is refused`() async throws {
        let server = try await TrialServer()
        let found = await Self.code { _ = try await Self.open(server, .writer, .flushed) }
        #expect(found == .unsafeSettings)
    }

    @Test(arguments: [
        "synchronous_commit = off", "synchronous_commit = local",
        "session_replication_role = replica",
    ])
    func `a setting with which durability cannot be promised is refused`(
        setting: String
    ) async throws {
        let server = try await TrialServer(isDurable: true)
        try server.execute("ALTER DATABASE trial SET \(setting)")
        let found = await Self.code { _ = try await Self.open(server, .writer, .flushed) }
        #expect(found == .unsafeSettings)
        // One that comes while connections are open is found by the write itself.
        try server.execute("ALTER DATABASE trial RESET ALL", in: "postgres")
        let connection = try Connecting(address: server.address(), prepares: false)
            .connect(isWriting: true)
        _ = try connection.run([Call("SET \(setting)")], within: .seconds(9))
        let append = PartitionRows.append.call(on: 0) { values in
            values.add(1)
            values.add(0)
            values.add(0)
            values.add(Durability.flushed.rawValue)
            values.add(PendingRows().recordValues)
        }
        let refused = #expect(throws: ServerFailure.self) {
            try connection.run([append], within: .seconds(9))
        }
        #expect(refused?.sqlState == "PS002")
    }

    @Test func `a standby that is no longer waited for is noticed by the next write`()
        async throws
    {
        let server = try await TrialServer(isDurable: true)
        try server.execute(
            "ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()")
        let journal = try await Self.open(server, .writer, nil)
        #expect(journal.durability == .replicated)
        try server.execute(
            "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
        while try server.count(
            "SELECT 1 WHERE current_setting('synchronous_standby_names') = ''") == 0
        {}
        let found = await Self.code { try await journal.begin() }
        #expect(found == .unsafeSettings)
        await journal.close()
    }

    @Test func `who only reads can change nothing, and who writes can remove nothing`()
        async throws
    {
        let server = try await TrialServer()
        try await Self.written(server)
        try server.execute(
            "CREATE ROLE auditor LOGIN IN ROLE payscore_reader",
            "CREATE ROLE host LOGIN IN ROLE payscore_writer")
        let reader = try await Self.open(server, as: "auditor", .reader)
        #expect(try await JournalVerifier().verify(reader).isSound)
        let refused = await Self.code { try await reader.begin() }
        #expect(refused == .readOnly)
        await reader.close()
        func denied(_ statement: String, as user: String) throws -> String? {
            do { try server.execute(statement, as: user) } catch let failure as ServerFailure {
                return failure.sqlState
            }
            return nil
        }
        for table in Schema.tables.map(\.name) + ["partitions", "identity"] {
            for statement in [
                "DELETE FROM payscore.\(table)", "TRUNCATE payscore.\(table)",
                "UPDATE payscore.\(table) SET partition = 0", "DROP TABLE payscore.\(table)",
                "INSERT INTO payscore.\(table) SELECT * FROM payscore.\(table)",
                "ALTER TABLE payscore.\(table) DISABLE TRIGGER ALL",
            ] {
                let state = try denied(statement, as: "auditor")
                #expect(
                    ["42501", "42703", "428C9"].contains(state), "\(statement): \(state ?? "done")")
            }
        }
        for statement in [
            "DELETE FROM payscore.records", "UPDATE payscore.records SET actor = 'x'",
            "TRUNCATE payscore.records", "DELETE FROM payscore.orders",
            "DELETE FROM payscore.attempts", "DELETE FROM payscore.checkpoints",
            "UPDATE payscore.checkpoints SET note = 'x'", "DELETE FROM payscore.permits",
            "UPDATE payscore.identity SET version = 2", "CREATE TABLE payscore.x (i int)",
        ] {
            #expect(try denied(statement, as: "host") == "42501", "\(statement)")
        }
        // The owner's own mistakes are caught by the triggers.
        for statement in [
            "DELETE FROM payscore.records", "UPDATE payscore.records SET actor = 'x'",
            "TRUNCATE payscore.checkpoints", "DELETE FROM payscore.orders",
            "UPDATE payscore.attempts SET actor = 'x'", "DELETE FROM payscore.identity",
            "UPDATE payscore.permits SET spent_by = 'x' WHERE spent_by IS NOT NULL",
        ] {
            #expect(try denied(statement, as: "postgres") == "PS003", "\(statement)")
        }
        let host = try await Self.open(server, as: "host")
        let order = try SampleOrder("Z-9")
        try await host.commit(on: [.order(order.number)]) { _ = try $0.append(order.adopted()) }
        await host.close()
    }

    @Test(arguments: [
        "DROP TRIGGER records_no_update ON payscore.records",
        "ALTER TABLE payscore.records DISABLE TRIGGER records_no_delete",
        "DROP FUNCTION payscore.record_last",
        "ALTER TABLE payscore.orders DROP COLUMN app_id",
        """
        CREATE OR REPLACE FUNCTION payscore.touch(p_partition int) RETURNS bigint
        LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$
        """,
    ])
    func `tables and functions that were altered are not used`(statement: String) async throws {
        let server = try await TrialServer()
        try server.execute(statement)
        let found = await Self.code { _ = try await Self.open(server) }
        #expect(found == .schemaAltered)
    }

    @Test(arguments: [
        "UPDATE payscore.records SET reason = 'x' WHERE sequence = 2",
        "DELETE FROM payscore.records WHERE sequence = 2",
        "UPDATE payscore.orders SET phase = 'done due=0' WHERE number = 'A-1'",
        "UPDATE payscore.orders SET number = 'A-9' WHERE number = 'A-1'",
        "UPDATE payscore.permits SET spent_by = NULL",
        "UPDATE payscore.attempts SET given_up = 1 WHERE given_up IS NOT NULL",
        "UPDATE payscore.attempts SET actor = 'x'",
        "UPDATE payscore.attempts SET given_up = NULL, given_up_kind = NULL",
        "UPDATE payscore.partitions SET limit_reset_at = 1",
        "UPDATE payscore.partitions SET journal_revision = 7",
    ])
    func `a row that was edited is found`(statement: String) async throws {
        let server = try await TrialServer()
        try await Self.written(server)
        let journal = try await Self.open(server)
        #expect(try await JournalVerifier().verify(journal).isSound)
        let tables = try #require(Optional(Schema.tables.map(\.name)))
        for table in tables {
            try server.execute("ALTER TABLE payscore.\(table) DISABLE TRIGGER ALL")
        }
        try server.execute(statement)
        let report = try await JournalVerifier().verify(journal)
        #expect(!report.isSound, "\(statement)")
        await journal.close()
    }

    @Test func `both stores hold the same records to the letter`() async throws {
        let server = try await PostgresUnderTest.fresh()
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("payscore-same-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = try await SQLiteJournalStore.open(
            at: directory.appendingPathComponent("journal.sqlite").path)
        for journal in [server, file] as [any Journal] {
            try await journal.begin()
            try await SampleStory.write(to: journal)
        }
        func records(_ journal: any Journal) async throws -> [JournalRecord] {
            try await journal.read { try $0.records(after: 0, limit: 1000) }
        }
        #expect(try await records(server) == records(file))
        #expect(try await records(server).count > 10)
        try await file.close()
        await server.close()
    }
}
