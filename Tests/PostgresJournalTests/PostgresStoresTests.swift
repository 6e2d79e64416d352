import OrderEngineTesting
import Testing

@testable import PostgresJournal

/// What the service keeps beside the records.
@Suite(.enabled(if: PostgresUnderTest.isThere)) struct PostgresStoresTests {
    @Test(arguments: IdempotencyConformance.checks)
    func `the keys of requests conform`(check: IdempotencyConformance.Check) async throws {
        try await check.run(on: try await PostgresUnderTest.fresh())
    }

    @Test(arguments: WebhookConformance.checks)
    func `the deliveries of a webhook conform`(check: WebhookConformance.Check) async throws {
        try await check.run(on: try await PostgresUnderTest.fresh())
    }
}
