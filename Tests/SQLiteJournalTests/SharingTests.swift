import GRDB
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

@testable import SQLiteJournal

extension TemporaryPlace {
    /// A shop's own database, durable, with a table and a version of its own.
    func makeShop() throws -> DatabasePool {
        let pool = try DatabasePool(path: file("shop.sqlite"))
        try pool.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA synchronous = EXTRA;
                    PRAGMA application_id = 7;
                    PRAGMA user_version = 42;
                    CREATE TABLE IF NOT EXISTS rental (
                        number TEXT PRIMARY KEY, event TEXT NOT NULL, fen INTEGER CHECK (fen > 0));
                    """)
        }
        return pool
    }
}

@Suite struct SharingTests {
    private struct OutOfStock: Error {}

    private static let writeRentals: CompanionWrites = { db, records in
        for record in records where record.subject != .journal {
            try db.execute(
                sql: "INSERT INTO rental (number, event, fen) VALUES (?, ?, 1)",
                arguments: [record.subject.order?.text, record.event])
        }
    }

    @Test func `a journal's own file is not shared past its lock and its head`() async throws {
        let place = try TemporaryPlace()
        try await SQLiteJournalStore.open(at: place.path).close()
        let writer = try DatabasePool(path: place.path)
        try await writer.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = EXTRA")
        }
        await expectError(.unsafeSettings) { _ = try await SQLiteJournalStore(sharing: writer) }
    }

    private func rentals(_ shop: DatabasePool) async throws -> [String] {
        try await shop.read { try String.fetchAll($0, sql: "SELECT number FROM rental") }
    }

    @Test func `the shop's rows and the records are committed together`() async throws {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let journal = try await SQLiteJournalStore(
            sharing: shop, companionWrites: Self.writeRentals)
        try await journal.begin()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        #expect(try await rentals(shop) == ["A-1"])
        #expect(try await journal.recordCount() == 1)
    }

    @Test func `the shop's observers are told of our rows`() async throws {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let journal = try await SQLiteJournalStore(sharing: shop)
        try await journal.begin()
        let changes = Mutex(0)
        let observation = DatabaseRegionObservation(tracking: Table("payscore_orders")).start(
            in: shop, onError: { _ in }, onChange: { _ in changes.withLock { $0 += 1 } })
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        #expect(changes.withLock { $0 } == 1)
        try await journal.commit(on: .wholeJournal) { _ in }
        #expect(changes.withLock { $0 } == 1)
        observation.cancel()
    }

    @Test func `a body that throws takes the shop's rows with it`() async throws {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let journal = try await SQLiteJournalStore(
            sharing: shop, companionWrites: Self.writeRentals)
        try await journal.begin()
        let order = try SampleOrder("A-1")
        await #expect(throws: OutOfStock.self) {
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                throw OutOfStock()
            }
        }
        #expect(try await rentals(shop) == [])
        #expect(try await journal.recordCount() == 0)
    }

    @Test func `what the shop throws takes the records with it and is thrown on`() async throws {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let journal = try await SQLiteJournalStore(sharing: shop) { db, records in
            try Self.writeRentals(db, records)
            if records.contains(where: { $0.subject != .journal }) { throw OutOfStock() }
        }
        try await journal.begin()
        let order = try SampleOrder("A-1")
        await #expect(throws: OutOfStock.self) {
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        }
        #expect(try await rentals(shop) == [])
        #expect(try await journal.recordCount() == 0)
    }

    @Test func `a constraint of the shop's is its own error and fails one commit alone`()
        async throws
    {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        try await shop.write { try $0.execute(sql: "INSERT INTO rental VALUES ('A-1', 'old', 1)") }
        let journal = try await SQLiteJournalStore(
            sharing: shop, companionWrites: Self.writeRentals)
        try await journal.begin()
        let (taken, free) = (try SampleOrder("A-1"), try SampleOrder("B-2"))
        await #expect(throws: DatabaseError.self) {
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(taken.adopted()) }
        }
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(free.adopted()) }
        #expect(try await rentals(shop) == ["A-1", "B-2"])
        #expect(try await journal.recordCount() == 1)
        #expect(journal.halt == nil)
    }

    @Test func `the shop's number and version stay its own`() async throws {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let journal = try await SQLiteJournalStore(sharing: shop)
        let settings = try await journal.settings()
        #expect(settings.applicationID == 7)
        #expect(settings.userVersion == 42)
        #expect(settings.schemaVersion == 1)
        #expect(settings.synchronous == 3)
    }

    @Test func `a shared journal is sound without a head, and a row that names one is found`()
        async throws
    {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let journal = try await SQLiteJournalStore(sharing: shop)
        try await journal.begin()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        #expect(try await journal.head() == nil)
        let sound = try await JournalVerifier().verify(journal)
        #expect(sound.isSound, "\(sound.findings)")
        try await shop.write {
            try $0.execute(sql: "INSERT INTO payscore_head VALUES (1, zeroblob(16))")
        }
        let report = try await JournalVerifier().verify(journal)
        #expect(report.findings.map(\.code) == [.rowUnexplained], "\(report.findings)")
    }

    @Test func `closing the journal leaves the shop's writer open`() async throws {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let journal = try await SQLiteJournalStore(sharing: shop)
        try await journal.begin()
        try await journal.close()
        await expectError(.closed) { try await journal.recordCount() }
        #expect(try await rentals(shop) == [])
    }

    @Test func `a pool as GRDB opens it is refused since it would lose commits`() async throws {
        let place = try TemporaryPlace()
        let pool = try DatabasePool(path: place.file("shop.sqlite"))
        let why = await expectError(.unsafeSettings) { try await SQLiteJournalStore(sharing: pool) }
        #expect(why.contains("synchronous is 1"))
        #expect(why.contains("PRAGMA synchronous = EXTRA"))
        let tables = try await pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
        }
        #expect(tables == 0)
    }

    @Test func `a database outside WAL mode is refused`() async throws {
        let place = try TemporaryPlace()
        let queue = try DatabaseQueue(path: place.file("shop.sqlite"))
        let why = await expectError(.unsafeSettings) {
            try await SQLiteJournalStore(sharing: queue)
        }
        #expect(why.contains("journal_mode is delete"))
        await expectError(.unsafeSettings) {
            try await SQLiteJournalStore(sharing: DatabaseQueue())
        }
    }

    @Test func `a reader inspects the journal in the shop's database, and leaves nothing there`()
        async throws
    {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let path = place.file("shop.sqlite")
        let foreign = await expectError(.foreign) {
            try await SQLiteJournalStore.open(at: path, mode: .reader)
        }
        #expect(foreign.contains("another program"))
        let journal = try await SQLiteJournalStore(
            sharing: shop, companionWrites: Self.writeRentals)
        try await journal.begin()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        let names = try place.names()
        // Beside the program that has it open, and once all of it rests.
        for isClosed in [false, true] {
            if isClosed {
                try await journal.close()
                try shop.close()
            }
            let reader = try await SQLiteJournalStore.open(at: path, mode: .reader)
            #expect(reader.isShared)
            #expect((reader.owner() == nil) == isClosed)
            #expect(try await reader.head() == nil)
            #expect(try await reader.checkHead() == nil)
            #expect(try await reader.recordCount() == 1)
            #expect(try await JournalVerifier().verify(reader).isSound)
            try await reader.close()
            #expect(try place.names().allSatisfy(names.contains))
        }
        let why = await expectError(.foreign) {
            try await SQLiteJournalStore.open(at: path)
        }
        #expect(why.contains("another program's database"))
    }

    @Test func `tables altered in the shop's database are refused`() async throws {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        try await SQLiteJournalStore(sharing: shop).close()
        try await shop.write { try $0.execute(sql: "DROP TRIGGER payscore_records_no_update") }
        let why = await expectError(.schemaAltered) { try await SQLiteJournalStore(sharing: shop) }
        #expect(why.contains("payscore_records_no_update is missing"))
    }
}
