import OrderEngineTesting
import OrderJournal
import Testing

@testable import PostgresJournal

/// The journal on a server does what every journal must do.
@Suite(.enabled(if: PostgresUnderTest.isThere)) struct PostgresConformanceTests {
    @Test(arguments: JournalConformance.checks)
    func `a journal on a server conforms`(check: JournalConformance.Check) async throws {
        try await check.run(on: Self.journal)
    }

    private static let journal = JournalUnderTest(
        reopen: { journal in
            let store = try #require(journal as? PostgresJournalStore)
            await store.close()
            return try await PostgresUnderTest.open(store.address)
        },
        make: { try await PostgresUnderTest.fresh() })
}
