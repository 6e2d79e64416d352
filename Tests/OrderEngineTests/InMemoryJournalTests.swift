import OrderEngineTesting
import OrderJournal
import Testing

@Suite struct InMemoryJournalTests {
    @Test(arguments: JournalConformance.checks)
    func `the in-memory journal conforms`(_ check: JournalConformance.Check) async throws {
        try await check.run(on: JournalUnderTest { InMemoryJournal() })
    }

    @Test(arguments: WebhookConformance.checks)
    func `the in-memory journal keeps a webhook's progress`(
        _ check: WebhookConformance.Check
    ) async throws {
        try await check.run(on: InMemoryJournal())
    }

    @Test(arguments: IdempotencyConformance.checks)
    func `the in-memory journal keeps idempotency keys`(
        _ check: IdempotencyConformance.Check
    ) async throws {
        try await check.run(on: InMemoryJournal())
    }

    @Test func `a journal that does not conform is found out`() async {
        let broken = JournalUnderTest { ForgetfulJournal() }
        var failures: [String] = []
        for check in JournalConformance.checks {
            do { try await check.run(on: broken) } catch { failures.append(check.name) }
        }
        #expect(failures.contains("a permit is spent once"))
        #expect(failures.contains("the projections are what a replay of the records gives"))
    }
}

/// Answers every commit and keeps nothing of it.
private struct ForgetfulJournal: Journal {
    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await InMemoryJournal().read(about: subjects, body)
    }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await InMemoryJournal().inspect(body)
    }

    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        try await InMemoryJournal().commit(on: subjects, body)
    }

    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        try await InMemoryJournal().seal(body)
    }
}
