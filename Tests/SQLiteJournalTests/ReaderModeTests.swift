import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

/// A journal that is opened to be read only.
struct ReaderModeTests {
    @Test func `a reader beside the owner sees what is committed and cannot write`() async throws {
        let place = try TemporaryPlace()
        let owner = try await place.open()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(try await reader.recordCount() == 0)
        let order = try SampleOrder("A-1")
        try await owner.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        #expect(try await reader.recordCount() == 1)
        await expectError(.readOnly) {
            try await reader.commit(on: .wholeJournal) {
                _ = try $0.append(order.draft(.order(.protected)))
            }
        }
        #expect(try await reader.settings().journalMode == "wal")
        try await reader.close()
        try await owner.close()
    }

    @Test func `reading a journal that rests makes no file`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let before = try place.names()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(try await reader.recordCount() == 2)
        #expect(try place.names() == before)
        try await reader.close()
        #expect(try place.names() == before)
    }

    @Test func `a reader of a journal that rests follows an owner that starts later`()
        async throws
    {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(try await reader.recordCount() == 2)
        let owner = try await place.open()
        let order = try SampleOrder("A-1")
        try await owner.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        #expect(try await reader.recordCount() == 3)
        try await owner.commit(on: .wholeJournal) {
            _ = try $0.append(order.draft(.order(.protected)))
        }
        try await owner.close()
        #expect(try await reader.recordCount() == 4)
        try await reader.close()
    }

    @Test(arguments: [SQLiteJournalStore.Mode.reader, .existingOwner], ["", "missing/"])
    func `a missing journal is told as such, and nothing is made`(
        _ mode: SQLiteJournalStore.Mode, _ folder: String
    ) async throws {
        let place = try TemporaryPlace()
        let path = place.file(folder + "journal.sqlite")
        let why = await expectError(.missing) {
            try await SQLiteJournalStore.open(at: path, mode: mode)
        }
        #expect(why.contains(path))
        #expect(try place.names() == [])
    }
}
