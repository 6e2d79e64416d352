import Foundation
import OrderEngineTesting
import OrderJournal
import SQLiteJournal
import Testing

/// The code of "Implement a journal".
@Suite struct JournalArticleTests {
    @Test(arguments: JournalConformance.checks)
    func `the journal does what every journal must`(
        check: JournalConformance.Check
    ) async throws {
        try await check.run(on: JournalUnderTest { CountingJournal(InMemoryJournal()) })
    }

    @Test(arguments: JournalConformance.checks)
    func `the journal keeps what it committed`(check: JournalConformance.Check) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "journal.sqlite")
        let journals = JournalUnderTest { journal in
            try await (journal as? SQLiteJournalStore)?.close()
            return try await SQLiteJournalStore.open(at: file)
        } make: {
            try await SQLiteJournalStore.open(at: file)
        }
        try await check.run(on: journals)
    }

    @Test func `commits are counted`() async throws {
        let journal = CountingJournal(InMemoryJournal())
        try await journal.begin()
        try await journal.begin()
        #expect(journal.commits == 2)
    }
}
