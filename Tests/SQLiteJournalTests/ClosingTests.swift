import Foundation
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

/// A journal that was closed.
struct ClosingTests {
    @Test(arguments: [SQLiteJournalStore.Mode.owner, .reader])
    func `every call after closing is refused`(_ mode: SQLiteJournalStore.Mode) async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let journal = try await SQLiteJournalStore.open(at: place.path, mode: mode)
        try await journal.close()
        try await journal.close()
        let order = try SampleOrder("A-1")
        await expectError(.closed) { try await journal.recordCount() }
        await expectError(.closed) { try await journal.settings() }
        await expectError(.closed) {
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        }
    }

    @Test func `closing after a failed commit writes nothing`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try await journal.run("PRAGMA max_page_count = 1")
        let long = String(repeating: "x", count: 4000)
        await expectError(.full) {
            for _ in 1...100 {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(order.draft(.order(.protected), reason: long))
                }
            }
        }
        let (database, log) = (
            URL(filePath: place.path), URL(filePath: place.file("journal.sqlite-wal"))
        )
        let before = (try Data(contentsOf: database), try Data(contentsOf: log))
        try await journal.close()
        #expect(journal.halt?.code == .halted)
        #expect(try Data(contentsOf: database) == before.0)
        #expect(try Data(contentsOf: log) == before.1)

        let again = try await place.open()
        #expect(try await again.recordCount() >= 1)
        try await again.close()
    }
}
