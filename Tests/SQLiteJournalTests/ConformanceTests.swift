import GRDB
import OrderEngine
import OrderEngineTesting
import Testing

@testable import SQLiteJournal

@Suite struct ConformanceTests {
    @Test(arguments: JournalConformance.checks)
    func `a journal in its own file conforms`(_ check: JournalConformance.Check) async throws {
        let place = try TemporaryPlace()
        try await check.run(
            on: JournalUnderTest { journal in
                try await (journal as? SQLiteJournalStore)?.close()
                return try await SQLiteJournalStore.open(at: place.path)
            } make: {
                try await SQLiteJournalStore.open(at: place.path)
            })
    }

    @Test(arguments: JournalConformance.checks)
    func `a journal in another's database conforms`(
        _ check: JournalConformance.Check
    ) async throws {
        let place = try TemporaryPlace()
        let writer = try place.makeShop()
        try await check.run(
            on: JournalUnderTest { journal in
                try await (journal as? SQLiteJournalStore)?.close()
                return try await SQLiteJournalStore(sharing: writer)
            } make: {
                try await SQLiteJournalStore(sharing: writer)
            })
    }
}
