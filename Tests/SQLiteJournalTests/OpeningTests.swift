import Foundation
import GRDB
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

@Suite struct OpeningTests {
    private func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path))
    }

    @Test(arguments: [SQLiteJournalStore.Mode.owner, .reader])
    func `what is no regular file of one name is refused`(_ mode: SQLiteJournalStore.Mode)
        async throws
    {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let directory = place.file("directory")
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: false)
        let link = place.file("link.sqlite")
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: place.path)
        let loop = place.file("loop.sqlite")
        try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
        let pipe = place.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let paths = [
            "", "\0", directory, directory + "/", link, loop, pipe, "/dev/null",
            place.path + "/journal.sqlite",
        ]
        for path in paths {
            await expectError(.cannotOpen) {
                try await SQLiteJournalStore.open(at: path, mode: mode)
            }
        }
    }

    @Test func `a journal with two names is refused`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try FileManager.default.linkItem(atPath: place.path, toPath: place.file("other.sqlite"))
        let why = await expectError(.cannotOpen) {
            try await SQLiteJournalStore.open(at: place.path)
        }
        #expect(why.contains("2 hard links"))
    }

    @Test func `a directory that everybody may write is refused unless it is sticky`()
        async throws
    {
        let place = try TemporaryPlace()
        #expect(chmod(place.directory, 0o777) == 0)
        await expectError(.cannotOpen) { try await SQLiteJournalStore.open(at: place.path) }
        #expect(try place.names() == [])
        #expect(chmod(place.directory, 0o1777) == 0)
        try await SQLiteJournalStore.open(at: place.path).close()
    }

    @Test func `a path may have every character that a file name may have`() async throws {
        let place = try TemporaryPlace()
        let path = place.file("a ?b=1&mode=memory#%41 订单.sqlite")
        let order = try SampleOrder("A-1")
        let owner = try await SQLiteJournalStore.open(at: URL(fileURLWithPath: path))
        try await owner.begin()
        try await owner.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try await owner.close()
        let reader = try await SQLiteJournalStore.open(at: path, mode: .reader)
        #expect(try await reader.recordCount() == 1)
        try await reader.close()
    }

    @Test(arguments: [SQLiteJournalStore.Mode.owner, .reader])
    func `a file of something else is refused and left as it is`(
        _ mode: SQLiteJournalStore.Mode
    ) async throws {
        let place = try TemporaryPlace()
        let picture = Data("\u{89}PNG is no database, however long it is".utf8)
        #expect(FileManager.default.createFile(atPath: place.path, contents: picture))
        await expectError(.foreign) {
            try await SQLiteJournalStore.open(at: place.path, mode: mode)
        }
        #expect(try bytes(place.path) == picture)

        try FileManager.default.removeItem(atPath: place.path)
        try place.tamper("CREATE TABLE todo (title TEXT); PRAGMA user_version = 9")
        let unnamed = try bytes(place.path)
        await expectError(.foreign) {
            try await SQLiteJournalStore.open(at: place.path, mode: mode)
        }
        #expect(try bytes(place.path) == unnamed)

        try place.tamper("PRAGMA application_id = 4711; DROP TABLE todo")
        let named = try bytes(place.path)
        await expectError(.foreign) {
            try await SQLiteJournalStore.open(at: place.path, mode: mode)
        }
        #expect(try bytes(place.path) == named)
    }

    @Test(arguments: [SQLiteJournalStore.Mode.owner, .reader])
    func `a journal of another version is refused, told as such and left as it is`(
        _ mode: SQLiteJournalStore.Mode
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let before = try bytes(place.path)
        let (later, earlier) = (
            Schema(version: 2, tables: JournalTable.all),
            Schema(version: 0, tables: JournalTable.all)
        )
        let old = await expectError(.tooOld) {
            try await SQLiteJournalStore.open(at: place.path, mode: mode, schema: later)
        }
        #expect(old.contains("of version 1, and this program reads version 2"))
        let new = await expectError(.tooNew) {
            try await SQLiteJournalStore.open(at: place.path, mode: mode, schema: earlier)
        }
        #expect(new.contains("of version 1, and this program reads version 0"))
        #expect(try bytes(place.path) == before)
    }

    @Test func `tables whose making fails leave no journal`() async throws {
        let place = try TemporaryPlace()
        let broken = JournalTable(
            "payscore_more", .operational, columns: "id INTEGER",
            and: ["CREATE INDEX payscore_later ON payscore_more (nothing)"])
        let schema = Schema(version: 1, tables: JournalTable.all + [broken])
        await expectError(.schemaAltered) {
            try await SQLiteJournalStore.open(at: place.path, mode: .owner, schema: schema)
        }
        #expect(try !place.names().contains("journal.sqlite"))
        try await place.makeJournal()
        #expect(try place.names().contains("journal.sqlite"))
    }

    @Test func `the kind of every table stands in the file`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let queue = try DatabaseQueue(path: place.path)
        let found = try await queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT name, sql FROM sqlite_master
                    WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
                    """
            ).map { ($0["name"] as String, $0["sql"] as String) }
        }
        try queue.close()
        #expect(Set(found.map(\.0)) == Set(JournalTable.all.map(\.name)))
        for (name, sql) in found {
            let table = try #require(JournalTable.all.first { $0.name == name })
            #expect(sql.hasPrefix("CREATE TABLE \(name) ( -- \(table.kind.rawValue): "), "\(sql)")
        }
    }

    struct Alteration: Sendable, CustomTestStringConvertible {
        let sql: String
        let code: JournalErrorCode

        init(_ sql: String, _ code: JournalErrorCode = .schemaAltered) {
            self.sql = sql
            self.code = code
        }

        var testDescription: String { sql }
    }

    private static let alterations: [Alteration] = [
        Alteration("PRAGMA user_version = 4", .tooNew),
        Alteration("PRAGMA user_version = 0"),
        Alteration("UPDATE payscore_schema SET version = 0"),
        Alteration("UPDATE payscore_schema SET version = -1"),
        Alteration("UPDATE payscore_schema SET version = 9", .tooNew),
        Alteration("DELETE FROM payscore_schema"),
        Alteration("DROP TABLE payscore_schema"),
        Alteration("DROP TABLE payscore_permits"),
        Alteration("DROP TRIGGER payscore_records_no_delete"),
        Alteration("DROP INDEX payscore_open_attempts"),
        Alteration("ALTER TABLE payscore_records ADD COLUMN note TEXT"),
        Alteration("CREATE TABLE stranger (id INTEGER)"),
        Alteration("PRAGMA application_id = 0", .foreign),
        Alteration(
            """
            DROP TABLE payscore_velocity_limit;
            CREATE VIEW payscore_velocity_limit AS SELECT 1 AS id, 0 AS is_tripped, 0 AS reset_at
            """),
        Alteration(
            """
            CREATE TRIGGER helpful AFTER INSERT ON payscore_records
            BEGIN UPDATE payscore_orders SET is_protected = 0; END
            """),
        Alteration(
            """
            DROP TRIGGER payscore_records_no_update;
            CREATE TRIGGER payscore_records_no_update BEFORE UPDATE ON payscore_records
            BEGIN SELECT 1; END
            """),
    ]

    @Test(arguments: alterations, [SQLiteJournalStore.Mode.owner, .reader])
    func `altered tables are refused`(
        _ alteration: Alteration, _ mode: SQLiteJournalStore.Mode
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try place.tamper(alteration.sql)
        await expectError(alteration.code) {
            try await SQLiteJournalStore.open(at: place.path, mode: mode)
        }
    }

    @Test(arguments: [
        "UPDATE payscore_records SET reason = 'better' WHERE sequence = 3",
        "UPDATE payscore_records SET actor = 'somebody else' WHERE sequence = 3",
        "UPDATE payscore_records SET hash = zeroblob(32) WHERE sequence = 3",
    ])
    func `a last record that was altered is found at opening`(_ sql: String) async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let trigger = try await SQLiteJournalStore.triggerSQL(
            "payscore_records_no_update", in: place)
        try place.tamper("DROP TRIGGER payscore_records_no_update; \(sql); \(trigger)")
        await expectError(.corrupt) { try await SQLiteJournalStore.open(at: place.path) }
    }

    @Test func `a row that does not follow the last record is found at opening`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try place.tamper("UPDATE payscore_orders SET revision = 7 WHERE number = 'N-1'")
        await expectError(.corrupt) { try await SQLiteJournalStore.open(at: place.path) }
    }

    @Test(arguments: ["-wal", "-journal"])
    func `a log without its database is not written into a new one`(_ suffix: String)
        async throws
    {
        let place = try TemporaryPlace()
        let log = Data(repeating: 1, count: 100)
        #expect(FileManager.default.createFile(atPath: place.path + suffix, contents: log))
        await expectError(.corrupt) { try await SQLiteJournalStore.open(at: place.path) }
        #expect(try bytes(place.path + suffix) == log)
    }

    @Test func `a rollback journal beside a journal is refused`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let before = try bytes(place.path)
        let stale = Data(repeating: 1, count: 1024)
        #expect(FileManager.default.createFile(atPath: place.path + "-journal", contents: stale))
        await expectError(.corrupt) { try await SQLiteJournalStore.open(at: place.path) }
        #expect(try bytes(place.path) == before)
    }

    @Test func `a truncated database is refused`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try bytes(place.path).prefix(5000).write(to: URL(fileURLWithPath: place.path))
        await #expect(throws: JournalError.self) {
            try await SQLiteJournalStore.open(at: place.path)
        }
    }

    @Test func `garbage in the shared memory's file is no hindrance`() async throws {
        let place = try TemporaryPlace()
        let records = try await place.makeJournal()
        let garbage = Data(repeating: 0xA5, count: 32_768)
        #expect(FileManager.default.createFile(atPath: place.path + "-shm", contents: garbage))
        let journal = try await SQLiteJournalStore.open(at: place.path)
        #expect(try await journal.recordCount() == records)
        try await journal.close()
    }
}

extension SQLiteJournalStore {
    /// The statement that made a trigger.
    static func triggerSQL(_ name: String, in place: TemporaryPlace) async throws -> String {
        let queue = try DatabaseQueue(path: place.path)
        let sql = try await queue.read { db in
            try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [name])
        }
        try queue.close()
        return try #require(sql)
    }
}
