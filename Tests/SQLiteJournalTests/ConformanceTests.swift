import GRDB
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
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

    @Test(arguments: WebhookConformance.checks)
    func `a journal in its own file keeps a webhook's progress`(
        _ check: WebhookConformance.Check
    ) async throws {
        let place = try TemporaryPlace()
        try await check.run(on: try await SQLiteJournalStore.open(at: place.path))
    }

    @Test(arguments: WebhookConformance.checks)
    func `a journal in another's database keeps a webhook's progress`(
        _ check: WebhookConformance.Check
    ) async throws {
        let place = try TemporaryPlace()
        let writer = try place.makeShop()
        try await check.run(on: try await SQLiteJournalStore(sharing: writer))
    }

    @Test(arguments: IdempotencyConformance.checks)
    func `a journal in its own file keeps idempotency keys`(
        _ check: IdempotencyConformance.Check
    ) async throws {
        let place = try TemporaryPlace()
        try await check.run(on: try await SQLiteJournalStore.open(at: place.path))
    }

    @Test(arguments: IdempotencyConformance.checks)
    func `a journal in another's database keeps idempotency keys`(
        _ check: IdempotencyConformance.Check
    ) async throws {
        let place = try TemporaryPlace()
        let writer = try place.makeShop()
        try await check.run(on: try await SQLiteJournalStore(sharing: writer))
    }

    @Test func `an idempotency key is known after the journal was opened again`() async throws {
        let place = try TemporaryPlace()
        let journal = try await SQLiteJournalStore.open(at: place.path)
        let claim = IdempotencyClaim(
            key: Digest32.of("key".utf8), request: Digest32.of("request".utf8),
            at: Timestamp(clamping: 1_767_225_600_000))
        #expect(try await journal.claim(claim) == nil)
        try await journal.close()
        let opened = try await SQLiteJournalStore.open(at: place.path)
        #expect(try await opened.claim(claim) == claim)
        try await opened.close()
    }
}
