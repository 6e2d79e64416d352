import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What must still stand when the end of an authorization is sent, or sent again.
struct AuthorizationRunTests {
    private static let moment = Timestamp(clamping: 1_700_000_000_000)

    /// An attempt to end the authorization whose request was lost, and the engine that made it.
    private static func lostEnd(of code: AuthorizationCode, _ bench: EngineBench) async throws {
        try bench.showAvailable(code, since: moment)
        bench.provider.disturbSending(.lost(isApplied: false))
        let lost = try await bench.engine().authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(lost.report?.attempt.isSettled == false)
    }

    private static func reconciled(_ bench: EngineBench) async throws -> [AttemptProjection] {
        bench.clock.advance(by: .milliseconds(600_001))
        return try await bench.engine().authorizations.reconcile(
            dueOnly: false, caller: bench.caller
        ).map(\.attempt)
    }

    @Test func `an end is not sent again once the customer has an open order`() async throws {
        let bench = try EngineBench()
        try await Self.lostEnd(of: try bench.code(), bench)
        bench.provider.show(bench.order, as: .inService)
        let created = try await bench.createForCustomer(bench.engine())
        #expect(created.outcome == .applied(.answered))
        let attempts = try await Self.reconciled(bench)
        #expect(attempts.map(\.condition) == [.settled(.notApplied(.changed))])
        #expect(bench.provider.sentAuthorizations.count == 1)
    }

    @Test func `an end is not sent again once the customer has agreed anew`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        try await Self.lostEnd(of: code, bench)
        try bench.showAvailable(code, since: Self.moment.advanced(by: .seconds(60)))
        let attempts = try await Self.reconciled(bench)
        #expect(attempts.map(\.condition) == [.settled(.notApplied(.changed))])
        #expect(bench.provider.sentAuthorizations.count == 1)
        #expect(try await bench.authorization(code).state == .available)
    }

    @Test func `what was seen of a new agreement before a restart still counts`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        try await Self.lostEnd(of: code, bench)
        try bench.showAvailable(code, since: Self.moment.advanced(by: .seconds(60)))
        _ = try await bench.engine().authorizations.query(code, caller: bench.caller)
        let attempts = try await Self.reconciled(bench)
        #expect(attempts.map(\.condition) == [.settled(.notApplied(.changed))])
        #expect(bench.provider.sentAuthorizations.count == 1)
    }

    @Test func `an order that begins before the sending keeps it back`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let code = try bench.code()
        let engine = bench.engine()
        try bench.showAvailable(code, since: Self.moment)
        bench.provider.show(bench.order, as: .inService)
        _ = try await engine.authorizations.query(code, caller: bench.caller)
        // The next commit is the intent.
        journal.afterCommit {
            _ = try? await bench.createForCustomer(bench.engine(seed: 8))
        }
        let result = try await engine.authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(try await bench.projection().customer != nil)
        #expect(result.outcome == .notApplied(.changed))
        #expect(bench.provider.sentAuthorizations.isEmpty)
    }

    @Test func `an answer from before the sending does not end it`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        try bench.showAvailable(code)
        let clock = bench.clock
        bench.provider.sign { clock.now().advanced(by: .seconds(-10)) }
        bench.provider.disturbSending(.reticent)
        let ended = try await bench.engine().authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(ended.outcome == .applied(.found))
    }
}
