import Foundation
import GRDB
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

/// Files of others under names that a journal uses.
@Suite struct ForeignFileTests {
    private static let neighbours = ["-wal", "-shm", "-journal"]

    @Test(arguments: neighbours, ExistingThing.allCases)
    func `no journal is made beside a file that SQLite would remove`(
        _ suffix: String, _ thing: ExistingThing
    ) async throws {
        let place = try TemporaryPlace()
        try thing.put(at: place.path + suffix, in: place)
        let before = try place.sight()
        let code: JournalErrorCode =
            thing == .text && suffix != "-shm" ? .corrupt : .cannotOpen
        await expectError(code) { try await SQLiteJournalStore.open(at: place.path) }
        #expect(try place.sight() == before)
    }

    @Test(arguments: ExistingThing.allCases)
    func `nothing becomes a journal`(_ thing: ExistingThing) async throws {
        let place = try TemporaryPlace()
        try thing.put(at: place.path, in: place)
        let before = try place.sight()
        let code: JournalErrorCode = thing == .text ? .foreign : .cannotOpen
        await expectError(code) { try await SQLiteJournalStore.open(at: place.path) }
        #expect(try place.sight() == before)
    }

    @Test(arguments: ExistingThing.allCases)
    func `no journal is made beside a file that is no head`(_ thing: ExistingThing) async throws {
        let place = try TemporaryPlace()
        try thing.put(at: place.headPath, in: place)
        let before = try place.sight()
        let isFile = [.text, .empty, .hardLink].contains(thing)
        await expectError(isFile ? .headUnusable : .cannotOpen) {
            try await SQLiteJournalStore.open(at: place.path)
        }
        #expect(try place.sight() == before)
    }

    @Test(arguments: ExistingThing.allCases)
    func `an accepted loss takes nothing for a head that is none`(
        _ thing: ExistingThing
    ) async throws {
        let place = try TemporaryPlace()
        try thing.put(at: place.headPath, in: place)
        let before = try place.sight()
        let loss = try place.acceptance()
        await expectError(.cannotOpen) {
            try await SQLiteJournalStore.open(at: place.path, accepting: loss)
        }
        #expect(try place.sight() == before)
    }

    @Test func `an accepted loss replaces no empty file`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try place.write(Data(), to: place.path)
        await expectError(.rolledBack) { try await SQLiteJournalStore.open(at: place.path) }
        let before = try place.sight()
        let loss = try place.acceptance()
        await expectError(.cannotOpen) {
            try await SQLiteJournalStore.open(at: place.path, accepting: loss)
        }
        #expect(try place.sight() == before)
        try place.remove(place.path)
        try await SQLiteJournalStore.open(at: place.path, accepting: loss).close()
    }

    @Test(arguments: ExistingThing.allCases)
    func `what no owner wrote into the lock's file stays`(_ thing: ExistingThing) async throws {
        let place = try TemporaryPlace()
        let lock = place.path + ".lock"
        try thing.put(at: lock, in: place)
        let before = try place.sight()
        guard [.text, .empty].contains(thing) else {
            await expectError(.cannotOpen) { try await SQLiteJournalStore.open(at: place.path) }
            return #expect(try place.sight() == before)
        }
        let journal = try await SQLiteJournalStore.open(at: place.path)
        await expectError(.locked) { try await SQLiteJournalStore.open(at: place.path) }
        #expect(try place.bytes(lock).starts(with: Data("process ".utf8)) == (thing == .empty))
        try await journal.close()
        if thing == .text {
            #expect(try place.sight()["journal.sqlite.lock"] == before.values.first)
        }
    }

    @Test func `what has a name of no journal's stays`() async throws {
        let place = try TemporaryPlace()
        let suffixes = [
            ".new", ".new-wal", ".new-shm", ".new-journal", ".head.new", ".checkpoint-key.new",
        ]
        for suffix in suffixes { try ExistingThing.text.put(at: place.path + suffix, in: place) }
        try await place.makeJournal()
        for suffix in suffixes {
            #expect(try place.bytes(place.path + suffix) == ExistingThing.precious)
        }
        let own = ["journal.sqlite", "journal.sqlite.head", "journal.sqlite.lock"]
        #expect(try place.names() == (own + suffixes.map { "journal.sqlite" + $0 }).sorted())
    }

    @Test(
        arguments: neighbours,
        [ExistingThing.link, .danglingLink, .hardLink, .directory, .pipe])
    func `a journal does not write through a neighbour that leads elsewhere`(
        _ suffix: String, _ thing: ExistingThing
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try thing.put(at: place.path + suffix, in: place)
        let before = try place.sight()
        for mode in [SQLiteJournalStore.Mode.owner, .reader] {
            await expectError(.cannotOpen) {
                try await SQLiteJournalStore.open(at: place.path, mode: mode)
            }
        }
        #expect(try place.sight() == before)
    }

    @Test(arguments: [SQLiteJournalStore.Mode.owner, .reader])
    func `another program's database is left with its log`(
        _ mode: SQLiteJournalStore.Mode
    ) async throws {
        let place = try TemporaryPlace()
        try Self.putDatabaseOfAnother(at: place)
        let before = try place.sight()
        #expect(before.count == 2)
        await expectError(.foreign) {
            try await SQLiteJournalStore.open(at: place.path, mode: mode)
        }
        #expect(try place.sight() == before)
    }

    @Test func `another program's database is known by its log alone`() async throws {
        let place = try TemporaryPlace()
        try Self.putDatabaseOfAnother(at: place)
        var bytes = try place.bytes(place.path)
        bytes.replaceSubrange(..<100, with: Data(count: 100))
        try place.write(bytes, to: place.path)
        await expectError(.foreign) { try await SQLiteJournalStore.open(at: place.path) }
    }

    @Test func `a lost head is never kept under a name that is taken`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try place.cutTheLastRecord()
        let kept = place.headPath + ".before-epoch-2"
        try ExistingThing.text.put(at: kept, in: place)
        let head = try place.bytes(place.headPath)
        let loss = try place.acceptance()
        await expectError(.cannotOpen) {
            try await SQLiteJournalStore.open(at: place.path, accepting: loss)
        }
        #expect(try place.bytes(kept) == ExistingThing.precious)
        #expect(try place.bytes(place.headPath) == head)
        try place.remove(kept)
        let journal = try await SQLiteJournalStore.open(at: place.path, accepting: loss)
        #expect(try await journal.head()?.epoch == 2)
        try await journal.close()
        #expect(try place.bytes(kept) == head)
    }

    /// Puts a database with a log there, as a program leaves it that was killed.
    private static func putDatabaseOfAnother(at place: TemporaryPlace) throws {
        let elsewhere = try TemporaryPlace()
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
        }
        let queue = try DatabaseQueue(path: elsewhere.path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA application_id = 4711;
                    CREATE TABLE todo (title TEXT);
                    PRAGMA wal_checkpoint;
                    INSERT INTO todo VALUES ('milk');
                    PRAGMA user_version = 3
                    """)
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: elsewhere.path + suffix, toPath: place.path + suffix)
            }
        }
        try queue.close()
    }
}
