import Logging
import MetricsTestKit
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngine

/// Notifications: recorded once with what follows from them, whenever and in whatever order they
/// come.
struct EngineReceivingTests {
    private static let confirmed = OrderSnapshot.inService
    private static let paid = OrderSnapshot.done(paid: 5000)

    /// Receives a notification about the bench's order.
    private func receive(
        _ id: String, _ notice: OrderNotice, _ snapshot: OrderSnapshot, _ bench: EngineBench,
        _ engine: Engine
    ) async throws -> NotificationAnswer {
        let notification = try bench.provider.notification(
            id, notice, of: bench.order, showing: snapshot)
        return await engine.receive(notification, caller: bench.caller)
    }

    private func isSound(_ bench: EngineBench) async throws -> Bool {
        try await JournalVerifier().verify(bench.journal).isSound
    }

    @Test func `a confirmation is recorded with what follows from it, in one commit`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        let answer = try await receive("n-1", .userConfirmed, Self.confirmed, bench, engine)
        #expect(answer == .recorded)
        #expect(answer.status == 204)
        #expect(answer.body == [])
        #expect(try await bench.events() == ["adopted", "notified", "confirmed"])
        let records = try await bench.records().dropFirst()
        for record in records {
            #expect(record.cause == Cause(.notification, id: "n-1"))
            #expect(record.providerAt != nil)
        }
        #expect(
            try records.first?.content.notification?.type.text == "PAYSCORE.USER_CONFIRM")
        #expect(try await bench.projection().state.code == "in_service")
        #expect(bench.alarms.codes == [])
        #expect(try await isSound(bench))
    }

    @Test func `an order that the journal does not know is adopted`() async throws {
        let bench = try EngineBench()
        let answer = try await receive("n-1", .userPaid, Self.paid, bench, bench.engine())
        #expect(answer == .recorded)
        #expect(try await bench.events() == ["notified", "adopted"])
        #expect(try await bench.projection().isVerified)
        #expect(try await isSound(bench))
    }

    @Test func `a duplicate changes nothing and is answered alike`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        _ = try await receive("n-1", .userPaid, Self.paid, bench, engine)
        let before = try await bench.projection()
        #expect(try await receive("n-1", .userPaid, Self.paid, bench, engine) == .duplicate)
        // The same event under another name.
        #expect(try await receive("n-2", .userPaid, Self.paid, bench, engine) == .duplicate)
        #expect(try await bench.projection() == before)
        #expect(NotificationAnswer.duplicate.status == 204)
        // After a restart too.
        let later = bench.engine(seed: 8)
        #expect(try await receive("n-1", .userPaid, Self.paid, bench, later) == .duplicate)
    }

    @Test func `another content under the same name is refused, recorded once and alarmed`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        _ = try await receive("n-1", .userConfirmed, Self.confirmed, bench, engine)
        for _ in 0..<2 {
            let answer = try await receive("n-1", .userPaid, Self.paid, bench, engine)
            #expect(answer == .refused(.reused))
            #expect(answer.status == 409)
        }
        #expect(
            try await bench.events() == ["notified", "adopted", "observation_contradiction"])
        #expect(try await bench.projection().state.code == "in_service")
        #expect(bench.alarms.codes == ["contradiction"])
    }

    @Test(arguments: [OrderSnapshot.revokedOrder, .done(paid: 5000), .awaitingPayment(due: 5000)])
    func `a late confirmation takes no order back`(known: OrderSnapshot) async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: known)
        _ = try await engine.query(bench.order, caller: bench.caller)
        let before = try await bench.projection().state
        let answer = try await receive("n-1", .userConfirmed, Self.confirmed, bench, engine)
        #expect(answer == .recorded)
        #expect(try await bench.events() == ["adopted", "notified", "observation_stale"])
        #expect(try await bench.projection().state == before)
        #expect(bench.alarms.codes == [])
    }

    @Test func `a payment of a revoked order is alarmed`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(try await receive("n-1", .userPaid, Self.paid, bench, engine) == .recorded)
        #expect(try await bench.projection().state == .known(.revoked))
        #expect(bench.alarms.codes == ["contradiction"])
    }

    @Test func `an order of which another is known is alarmed`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(identity: OrderIdentity(orderID: OrderID(checked: "1")))
        bench.provider.show(bench.order, as: .inService)
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(identity: OrderIdentity(orderID: OrderID(checked: "2")))
        #expect(try await receive("n-1", .userPaid, Self.paid, bench, engine) == .recorded)
        #expect(try await bench.projection().state.code == "in_service")
        #expect(bench.alarms.codes == ["contradiction"])
    }

    @Test func `a completion elsewhere that a payment shows is told as such`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        _ = try await engine.query(bench.order, caller: bench.caller)
        _ = try await receive("n-1", .userPaid, Self.paid, bench, engine)
        #expect(bench.alarms.codes == ["completed_outside"])
    }

    @Test func `what nothing follows from is recorded of the journal`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let details = NotificationDetails(
            NotificationID(checked: "n-1"),
            type: NotificationType(checked: "PAYSCORE.USER_SLEPT"), content: .zero)
        let evidence = Evidence(
            excerpt: nil, bodyDigest: String(repeating: "1", count: 64), signedBy: "KEY")
        let notification = bench.provider.notification(
            OpenedNotification(details, .other, evidence: evidence))
        #expect(await engine.receive(notification, caller: bench.caller) == .ignored)
        #expect(await engine.receive(notification, caller: bench.caller) == .duplicate)
        let records = try await bench.journal.read { try $0.records(after: 0, limit: 10) }
        #expect(records.map(\.event) == ["begun", "notified"])
        #expect(try records.last?.content == .journal(.notified(details)))
        #expect(try await isSound(bench))
    }

    // MARK: Attempts

    @Test func `an attempt that it proves is settled in the same commit`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(.after {}, .lost(isApplied: false))
        let result = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(result.outcome == nil)
        _ = try await receive("n-1", .userPaid, Self.paid, bench, engine)
        let events = try await bench.events()
        #expect(events.suffix(3) == ["notified", "advanced", "settled"])
        let attempt = try #require(result.report?.attempt.id)
        let settled = try await bench.journal.read { try $0.attempt(attempt)?.condition }
        #expect(settled == .settled(.applied(.found)))
        #expect(bench.alarms.codes == [])
        #expect(try await bench.projection().openAttempt == nil)
        #expect(try await isSound(bench))
    }

    @Test func `what shows no effect settles nothing`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(.after {}, .lost(isApplied: false))
        _ = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        _ = try await receive("n-1", .userConfirmed, Self.confirmed, bench, engine)
        #expect(try await bench.projection().openAttempt != nil)
    }

    @Test func `a call under way takes the outcome that a notification has given its attempt`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        let notification = try bench.provider.notification(
            "n-1", .userPaid, of: bench.order, showing: Self.paid)
        bench.provider.disturbSending(
            .after {
                // WeChat has completed, collected and told so before its answer to us is back.
                let answer = await engine.receive(notification, caller: bench.caller)
                #expect(answer == .recorded)
            })
        let result = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(result.outcome == .applied(.found))
        let settled = try await bench.events().filter { $0 == "settled" }
        #expect(settled.count == 1)
        #expect(try await bench.projection().state.code == "done")
        // The answer is older than the notification, and no contradiction.
        #expect(bench.alarms.codes == [])
        #expect(try await isSound(bench))
    }

    @Test func `a lost answer after a notification leaves its outcome as it is`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let token = try await bench.permit(engine)
        let notification = try bench.provider.notification(
            "n-1", .userPaid, of: bench.order, showing: Self.paid)
        bench.provider.disturbQueries(
            .after {},
            .after {
                bench.provider.show(bench.order, as: Self.paid)
                _ = await engine.receive(notification, caller: bench.caller)
            })
        bench.provider.disturbSending(.lost(isApplied: false))
        let result = try await bench.cancel(engine, permit: token)
        #expect(result.outcome == .notApplied(.overtaken), "\(result)")
        #expect(try await bench.events().filter { $0 == "settled" }.count == 1)
        #expect(try await isSound(bench))
    }

    @Test func `nothing is sent for an attempt that was settled before it left`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let token = try await bench.permit(engine)
        let notification = try bench.provider.notification(
            "n-1", .userPaid, of: bench.order, showing: Self.paid)
        // After the commit of the intent.
        journal.afterCommit {
            _ = await bench.engine(seed: 8).receive(notification, caller: bench.caller)
        }
        let result = try await bench.cancel(engine, permit: token)
        #expect(result.outcome == .notApplied(.overtaken), "\(result)")
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `what another did before our call was sent is told as another's`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        let notification = try bench.provider.notification(
            "n-1", .userPaid, of: bench.order, showing: Self.paid)
        _ = try await engine.query(bench.order, caller: bench.caller)
        // After the commit of the intent.
        journal.afterCommit {
            bench.provider.show(bench.order, as: Self.paid)
            _ = await engine.receive(notification, caller: bench.caller)
        }
        let result = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(result.outcome == .notApplied(.changed), "\(result)")
        #expect(bench.provider.sent.isEmpty)
        #expect(bench.alarms.codes == ["completed_outside"])
    }

    @Test func `an answer that was under way when an order ended is no contradiction`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        _ = try await engine.query(bench.order, caller: bench.caller)
        _ = try await receive("n-1", .userPaid, Self.paid, bench, engine)
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(try await bench.events().last == "observation_stale")
        #expect(bench.alarms.codes == [])
        bench.clock.advance(by: .seconds(1))
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["contradiction"])
    }

    // MARK: What is not recorded

    @Test func `what is not believed leaves no record, and one line a minute`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let forged = WeChatNotification(headers: [], body: Array("forged".utf8))
        for _ in 0..<3 {
            let answer = await engine.receive(forged, caller: bench.caller)
            #expect(answer == .refused(.unverified(.signatureWrong)))
            #expect(answer.status == 401)
            #expect(answer.body == Array(#"{"code":"FAIL","message":"signature_wrong"}"#.utf8))
        }
        #expect(try await bench.journal.read { try $0.end() } == nil)
        #expect(bench.log.lines("notification").count == 1)
        bench.clock.advance(by: .seconds(60))
        _ = await engine.receive(forged, caller: bench.caller)
        #expect(bench.log.lines("notification").map(\.level) == [.warning, .warning])
        let counted = try bench.metrics.expectCounter(
            "payscore_notifications", [("event", "unread"), ("outcome", "signature_wrong")])
        #expect(counted.values.count == 4)
    }

    @Test func `what cannot be recorded is asked for again, and then recorded`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let engine = bench.engine()
        journal.failCommit(with: JournalError(.full, "the disk is full"))
        let answer = try await receive("n-1", .userPaid, Self.paid, bench, engine)
        #expect(answer.status == 503)
        #expect(answer.code == "journal_failed")
        #expect(try await receive("n-1", .userPaid, Self.paid, bench, engine) == .recorded)
    }

    @Test func `a commit that another was ahead of is tried again`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        for _ in 0..<2 { journal.failCommit(with: JournalError(.conflict, "another was first")) }
        let answer = try await receive("n-1", .userPaid, Self.paid, bench, bench.engine())
        #expect(answer == .recorded)
        for _ in 0..<3 { journal.failCommit(with: JournalError(.conflict, "another was first")) }
        let late = try await receive("n-2", .userConfirmed, Self.confirmed, bench, bench.engine())
        #expect(late.status == 503)
    }

    @Test func `an answer that would be too late is 503, and the notification is recorded`()
        async throws
    {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let clock = HeldClock()
        let engine = Engine(journal: journal, provider: bench.provider, clock: clock)
        let (disk, release) = AsyncStream.makeStream(of: Void.self)
        journal.afterCommit { for await _ in disk {} }
        let notification = try bench.provider.notification(
            "n-1", .userPaid, of: bench.order, showing: Self.paid)
        async let answer = engine.receive(
            notification, within: .seconds(4), caller: bench.caller)
        try await clock.sleeping(for: .seconds(4))
        clock.advance(by: .seconds(4))
        #expect(await answer == .late)
        #expect(NotificationAnswer.late.status == 503)
        release.finish()
        await engine.calls.idle()
        let again = await engine.receive(
            notification, within: .seconds(4), caller: bench.caller)
        #expect(again == .duplicate)
    }

    @Test(
        arguments: [
            (.tooLarge, 413), (.unverified(.unsigned), 401), (.unverified(.unknownSerial), 503),
            (.unverified(.keyNotValid), 503), (.unverified(.timestampOutsideWindow), 401),
            (.malformed, 400), (.undecryptable, 400), (.ofAnother, 403), (.reused, 409),
        ] as [(NotificationProblem, Int)])
    func `each refusal has its status`(problem: NotificationProblem, status: Int) {
        #expect(NotificationAnswer.refused(problem).status == status)
    }
}
