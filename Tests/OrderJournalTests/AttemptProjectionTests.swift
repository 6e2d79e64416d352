import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What the records of an attempt leave of it, for whoever takes it up after a crash.
struct AttemptProjectionTests {
    private static let id = AttemptID("att_1")

    /// A journal in which an attempt has begun, and what was recorded after.
    private static func attempt(
        after contents: RecordContent...
    ) async throws -> AttemptProjection {
        let order = try SampleOrder("A-1")
        let journal = InMemoryJournal()
        try await journal.begin()
        try await journal.commit(on: .wholeJournal) { writer in
            try writer.append(order.adopted())
            try writer.append(order.intended(id.text))
            for content in contents { try writer.append(order.draft(content)) }
        }
        return try #require(try await journal.read { try $0.attempt(id) })
    }

    private static func refused(nextAt: Timestamp) -> RecordContent {
        .attempt(
            .deferred(
                DeferralDetails(
                    attempt: id, why: "rate_limited", uncertainty: .none,
                    refusal: Sample.refusal,
                    lastSentAt: nextAt, nextAt: nextAt)))
    }

    @Test func `what was intended counts as sent and lost until something else is known`()
        async throws
    {
        let attempt = try await Self.attempt()
        #expect(attempt.dispatches == 1)
        #expect(attempt.uncertainty == .unknown)
        #expect(!attempt.isSettled)
    }

    @Test func `a recorded resending counts as sent and lost, whatever came before`()
        async throws
    {
        let soon = try SampleOrder("A-1").time(1000)
        let refused = try await Self.attempt(after: Self.refused(nextAt: soon))
        #expect(refused.uncertainty == .none)
        #expect(refused.refusal?.kind == .rateLimited)

        let resent = try await Self.attempt(
            after: Self.refused(nextAt: soon), .attempt(.dispatched(Self.id, count: 2)))
        #expect(resent.dispatches == 2)
        #expect(resent.uncertainty == .unknown)
        #expect(resent.refusal == nil)
    }

    @Test(arguments: [AttemptOutcome.applied(.found), .notApplied(.changed)])
    func `an outcome is followed by no other`(second: AttemptOutcome) async throws {
        await #expect(throws: ReplayProblem.self) {
            try await Self.attempt(
                after: .attempt(
                    .settled(
                        SettlementDetails(
                            attempt: Self.id, call: .cancel, outcome: .notApplied(.neverSent)))),
                .attempt(
                    .settled(SettlementDetails(attempt: Self.id, call: .cancel, outcome: second))))
        }
    }
}
