import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngine

/// Notifications of authorizations: recorded once, with what follows from them.
struct AuthorizationNotificationTests {
    private static let moment = Timestamp(clamping: 1_700_000_000_000)
    private static let later = moment.advanced(by: .seconds(5))

    private func receive(
        _ id: String, _ notice: AuthorizationNotice, _ bench: EngineBench, _ engine: Engine,
        at moment: Timestamp = Self.moment
    ) async throws -> NotificationAnswer {
        let notification = try bench.provider.notification(
            id, notice, of: try bench.code(), customer: try bench.openID(), at: moment)
        return await engine.receive(notification, caller: bench.caller)
    }

    private static func expectSound(_ bench: EngineBench) async throws {
        let report = try await JournalVerifier().verify(bench.journal)
        #expect(report.isSound, "\(report.findings)")
    }

    @Test func `that a customer agreed is recorded with what follows, in one commit`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        let code = try bench.code()
        _ = try await engine.authorizations.request(code, caller: bench.caller)
        let before = try await bench.journal.read { try $0.end() }
        #expect(try await receive("n-1", .opened, bench, engine) == .recorded)
        let records = try await bench.journal.read {
            try $0.records(after: before?.sequence ?? 0, limit: 100)
        }
        #expect(
            records.map(\.event) == ["notified", "authorization_opened", "authorization_bound"])
        #expect(records.allSatisfy { $0.cause == Cause(.notification, id: "n-1") })
        #expect(records.map(\.subject).first == .journal)
        let known = try await bench.authorization(code)
        #expect(known.state == .available)
        #expect(known.customer == (try await engine.customer(try bench.openID())))
        #expect(!"\(records)".contains(EngineBench.openIDText))
        try await Self.expectSound(bench)
    }

    @Test func `a duplicate changes nothing, another content under its name is refused`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        _ = try await receive("n-1", .opened, bench, engine)
        let known = try await bench.authorization(try bench.code())
        #expect(try await receive("n-1", .opened, bench, engine) == .duplicate)
        let other = try await receive("n-1", .closed, bench, engine, at: Self.later)
        #expect(other == .refused(.reused))
        #expect(try await bench.authorization(try bench.code()) == known)
        try await Self.expectSound(bench)
    }

    @Test func `late ones and ones out of order leave the last change`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let code = try bench.code()
        let turns: [(AuthorizationNotice, Timestamp, AuthorizationState)] = [
            (.closed, Self.later, .unavailable), (.opened, Self.moment, .unavailable),
            (.closed, Self.later, .unavailable),
            (.opened, Self.later.advanced(by: .seconds(4)), .available),
        ]
        for (index, (notice, moment, state)) in turns.enumerated() {
            let answer = try await receive("n-\(index)", notice, bench, engine, at: moment)
            #expect(answer == .recorded)
            #expect(try await bench.authorization(code).state == state)
        }
        #expect(
            try await bench.events(of: code) == [
                "authorization_closed", "authorization_bound", "authorization_stale",
                "authorization_confirmed", "authorization_opened",
            ])
        try await Self.expectSound(bench)
    }

    @Test func `one that names neither a code nor a known customer is nobody's`() async throws {
        let bench = try EngineBench()
        let nobody = try bench.provider.notification(
            "n-1", .opened, of: nil, customer: try bench.openID(), at: Self.moment)
        let answer = await bench.engine(customerKey: nil).receive(nobody, caller: bench.caller)
        #expect(answer == .ignored)
        let records = try await bench.journal.read { try $0.records(after: 0, limit: 10) }
        #expect(records.map(\.event) == ["begun", "notified"])
        #expect(!"\(records)".contains(EngineBench.openIDText))
    }

    @Test func `one without a code is its customer's`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let theirs = try bench.provider.notification(
            "n-1", .opened, of: nil, customer: try bench.openID(), at: Self.moment)
        #expect(await engine.receive(theirs, caller: bench.caller) == .recorded)
        let customer = try #require(try await engine.customer(try bench.openID()))
        let known = try await bench.authorization(AuthorizationCode(standingFor: customer))
        #expect(known.state == .available)
        #expect(known.customer == customer)
    }

    // MARK: Attempts

    @Test func `an end settles the termination whose answer was lost`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let code = try bench.code()
        try bench.showAvailable(code, since: Self.moment)
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(.after {}, .lost(isApplied: false))
        let result = try await engine.authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == nil)
        _ = try await receive("n-1", .closed, bench, engine, at: Self.later)
        #expect(
            try await bench.events(of: code).suffix(2) == ["authorization_closed", "settled"])
        let known = try await bench.authorization(code)
        #expect(known.openAttempt == nil)
        let attempt = try #require(result.report?.attempt.id)
        let settled = try await bench.journal.read { try $0.attempt(attempt)?.condition }
        #expect(settled == .settled(.applied(.found)))
        try await Self.expectSound(bench)
    }

    @Test func `a call under way takes the outcome that a notification has given its attempt`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        let code = try bench.code()
        try bench.showAvailable(code, since: Self.moment)
        bench.provider.disturbSending(
            .after {
                let answer = try? await receive("n-1", .closed, bench, engine, at: Self.later)
                #expect(answer == .recorded)
            })
        let result = try await engine.authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == .applied(.found))
        #expect(try await bench.events(of: code).filter { $0 == "settled" }.count == 1)
        try await Self.expectSound(bench)
    }

    @Test func `what the customer did before our call was sent is not told as ours`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let engine = bench.engine()
        let code = try bench.code()
        try bench.showAvailable(code, since: Self.moment)
        _ = try await engine.authorizations.query(code, caller: bench.caller)
        // After the commit of the intent.
        journal.afterCommit {
            try? bench.provider.show(
                authorization: AuthorizationObservation(
                    snapshot: .closed(at: Self.later), code: code, openID: bench.openID()))
            _ = try? await receive("n-1", .closed, bench, engine, at: Self.later)
        }
        let result = try await engine.authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == .notApplied(.changed), "\(result)")
        #expect(bench.provider.sentAuthorizations.isEmpty)
        try await Self.expectSound(bench)
    }

    @Test func `nothing is sent for an attempt that was settled before it left`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let engine = bench.engine()
        let code = try bench.code()
        try bench.showAvailable(code, since: Self.moment)
        _ = try await engine.authorizations.query(code, caller: bench.caller)
        journal.afterCommit {
            _ = try? await receive(
                "n-1", .closed, bench, bench.engine(seed: 8), at: Self.later)
        }
        let result = try await engine.authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(result.report?.attempt.isSettled == true, "\(result)")
        #expect(bench.provider.sentAuthorizations.isEmpty)
    }

    @Test func `an attempt that waits for a person raises an alarm`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(.lost(isApplied: false), .lost(isApplied: false))
        _ = try await bench.engine().authorizations.request(code, caller: bench.caller)
        bench.clock.advance(by: .seconds(8 * 86_400))
        bench.provider.disturbQueries(.lost(isApplied: false), .lost(isApplied: false))
        let reports = try await bench.engine().authorizations.reconcile(caller: bench.caller)
        #expect(reports.map(\.attempt.condition) == [.parked])
        let lines = bench.alarms.log.lines("alarm")
        #expect(lines.map { $0.metadata["authorization"] } == [code.text])
        #expect(bench.alarms.codes == ["parked"])
    }
}
