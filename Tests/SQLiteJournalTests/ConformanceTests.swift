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
                try await (journal as? DatabaseJournal)?.close()
                return try await DatabaseJournal.open(at: place.path)
            } make: {
                try await DatabaseJournal.open(at: place.path)
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
                try await (journal as? DatabaseJournal)?.close()
                return try await DatabaseJournal(sharing: writer)
            } make: {
                try await DatabaseJournal(sharing: writer)
            })
    }
}
