import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Synchronization
import Testing

@testable import OrderJournal

/// Authorizations from the request of a code to its end.
struct AuthorizationsTests {
    private static let moment = Timestamp(clamping: 1_700_000_000_000)

    private static func evidence(_ signedAt: Timestamp? = nil) -> Evidence {
        Evidence(excerpt: nil, bodyDigest: "0", signedBy: "key", signedAt: signedAt)
    }

    private static func expectSound(_ bench: EngineBench) async throws {
        let report = try await JournalVerifier().verify(bench.journal)
        #expect(report.isSound, "\(report.findings)")
    }

    // MARK: Requests

    @Test func `a request brings a token, which is recorded nowhere`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        let result = try await bench.engine().authorizations.request(code, caller: bench.caller)
        #expect(result.token == "token-1")
        #expect(result.outcome == .applied(.answered))
        #expect(result.report?.authorization.state == .pending)
        #expect(
            try await bench.events(of: code) == [
                "authorization_decided", "intended", "settled", "authorization_requested",
            ])
        let records = try await bench.journal.read { try $0.records(after: 0, limit: 100) }
        for record in records { #expect(!"\(record)".contains("token-1")) }
        #expect(!"\(result)".contains("token-1"))
        try await Self.expectSound(bench)
    }

    @Test func `the intent is durable before anything is sent`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        let seen = Mutex(false)
        bench.provider.disturbSending(
            .after { [journal = bench.journal] in
                let open = try? await journal.read { try $0.authorization(code)?.openAttempt }
                seen.withLock { $0 = (open ?? nil) != nil }
            })
        _ = try await bench.engine().authorizations.request(code, caller: bench.caller)
        #expect(seen.withLock { $0 })
    }

    @Test func `after a lost answer the code is there, and a further request brings a token`()
        async throws
    {
        let bench = try EngineBench()
        let code = try bench.code()
        let engine = bench.engine()
        bench.provider.disturbSending(.lost(isApplied: true))
        let lost = try await engine.authorizations.request(code, caller: bench.caller)
        #expect(lost.outcome == .applied(.found))
        #expect(lost.token == nil)
        let again = try await engine.authorizations.request(code, caller: bench.caller)
        #expect(again.token == "token-2")
        #expect(try await bench.authorization(code).state == .pending)
        try await Self.expectSound(bench)
    }

    @Test func `a request that was never carried out is sent again, the same bytes`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        bench.provider.disturbSending(.lost(isApplied: false))
        let lost = try await bench.engine().authorizations.request(code, caller: bench.caller)
        #expect(lost.report?.attempt.isSettled == false)
        bench.clock.advance(by: .milliseconds(600_001))
        let reports = try await bench.engine().authorizations.reconcile(
            dueOnly: false, caller: bench.caller)
        #expect(reports.map(\.attempt.condition) == [.settled(.applied(.answered))])
        let sent = bench.provider.sentAuthorizations
        #expect(sent.count == 2 && sent.first?.message == sent.last?.message)
        #expect(try await bench.authorization(code).state == .pending)
        try await Self.expectSound(bench)
    }

    @Test func `a code that was agreed to, or has ended, is not requested`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        let engine = bench.engine()
        try bench.showAvailable(code)
        _ = try await engine.authorizations.query(code, caller: bench.caller)
        let denied = try await engine.authorizations.request(code, caller: bench.caller)
        #expect(denied.reasons == [.alreadyAvailable])
        #expect(bench.provider.sentAuthorizations.isEmpty)
        #expect(try await bench.events(of: code).last == "authorization_decided")
        let customer = try #require(try await bench.authorization(code).customer)
        await #expect(throws: EngineError.self) {
            try await engine.authorizations.request(
                AuthorizationCode(standingFor: customer), caller: bench.caller)
        }
    }

    // MARK: Queries

    @Test func `a query by code and one by customer lead to one authorization`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        let engine = bench.engine()
        try bench.showAvailable(code, since: Self.moment)
        let byCode = try await engine.authorizations.query(code, caller: bench.caller)
        let byCustomer = try await engine.authorizations.query(
            of: try bench.openID(), caller: bench.caller)
        #expect(byCode.code == code && byCustomer.code == code)
        #expect(byCustomer.state == .available && byCustomer.since == Self.moment)
        #expect(byCode.customer != nil && byCode.customer == byCustomer.customer)
        #expect(
            try await bench.events(of: code) == [
                "authorization_opened", "authorization_bound", "authorization_confirmed",
            ])
        try await Self.expectSound(bench)
    }

    @Test func `an authorization without a code is recorded under its customer's name`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        try bench.showAvailable(nil)
        let found = try await engine.authorizations.query(
            of: try bench.openID(), caller: bench.caller)
        #expect(found.code.customer == found.customer)
        #expect(found.customer != nil)
        let ended = try await engine.authorizations.terminate(
            of: try bench.openID(), reason: try bench.reason(), caller: bench.caller)
        #expect(ended.outcome == .applied(.answered))
        #expect(try await bench.authorization(found.code).state == .unavailable)
        try await Self.expectSound(bench)
    }

    @Test func `what WeChat does not know is said, and nothing is recorded`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        await #expect(throws: EngineError.authorizationUnknown) {
            try await bench.engine().authorizations.query(code, caller: bench.caller)
        }
        #expect(try await bench.events(of: code).isEmpty)
    }

    // MARK: The end

    @Test func `a signed answer ends an authorization`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        try bench.showAvailable(code)
        let result = try await bench.engine().authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == .applied(.answered))
        #expect(result.report?.authorization.state == .unavailable)
        #expect(
            try await bench.events(of: code) == [
                "authorization_opened", "authorization_bound", "authorization_decided",
                "intended", "settled", "authorization_closed",
            ])
        try await Self.expectSound(bench)
    }

    @Test func `while orders are open, ending is denied with their numbers`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        let engine = bench.engine()
        try bench.showAvailable(code)
        bench.provider.show(bench.order, as: .inService)
        #expect(try await bench.createForCustomer(engine).outcome == .applied(.answered))
        for _ in 0..<2 {
            let denied = try await engine.authorizations.terminate(
                code, reason: try bench.reason(), caller: bench.caller)
            guard case .denied(let reasons, let orders, let known) = denied else {
                Issue.record("not denied")
                return
            }
            #expect(reasons == [.ordersOpen])
            #expect(orders == [bench.order])
            #expect(known.state == .available)
        }
        #expect(bench.provider.sentAuthorizations.isEmpty)
        let last = try #require(
            try await bench.journal.read {
                try $0.records(of: .authorization(code), after: 0, limit: 100)
            }.last)
        #expect(last.detail?["open_orders"] == bench.order.text)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        let ended = try await engine.authorizations.terminate(
            of: try bench.openID(), reason: try bench.reason(), caller: bench.caller)
        #expect(ended.outcome == .applied(.answered))
        try await Self.expectSound(bench)
    }

    @Test func `WeChat's refusal ends the attempt, and the authorization stands`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        try bench.showAvailable(code)
        bench.provider.disturbSending(.refused(.of(.invalidRequest, "INVALID_REQUEST")))
        let result = try await bench.engine().authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        guard case .refused? = result.outcome else {
            Issue.record("not refused: \(result)")
            return
        }
        #expect(try await bench.authorization(code).state == .available)
        try await Self.expectSound(bench)
    }

    @Test(arguments: [true, false])
    func `a lost answer to an end is settled by what WeChat shows`(isApplied: Bool) async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        try bench.showAvailable(code)
        bench.provider.disturbSending(.lost(isApplied: isApplied))
        let result = try await bench.engine().authorizations.terminate(
            of: try bench.openID(), reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == (isApplied ? .applied(.found) : nil))
        guard !isApplied else { return }
        // What another engine of the same journal would do meanwhile.
        let denied = try await bench.engine(seed: 8).authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(denied.reasons == [.attemptUnresolved])
        bench.clock.advance(by: .milliseconds(600_001))
        let without = bench.engine(customerKey: nil)
        await #expect(throws: EngineError.self) {
            try await without.authorizations.reconcile(dueOnly: false, caller: bench.caller)
        }
        #expect(bench.provider.sentAuthorizations.count == 1)
        let reports = try await bench.engine().authorizations.reconcile(
            dueOnly: false, caller: bench.caller)
        #expect(reports.map(\.attempt.condition) == [.settled(.applied(.answered))])
        let sent = bench.provider.sentAuthorizations
        #expect(sent.map(\.message) == Array(repeating: sent[0].message, count: 2))
        #expect(try await bench.authorization(code).state == .unavailable)
        try await Self.expectSound(bench)
    }

    @Test func `orders and authorizations are reconciled apart`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        let engine = bench.engine()
        bench.provider.disturbSending(.lost(isApplied: false), .lost(isApplied: false))
        _ = try await engine.authorizations.request(code, caller: bench.caller)
        _ = try await bench.createForCustomer(engine)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await engine.reconcile(caller: bench.caller).count == 1)
        #expect(try await engine.authorizations.reconcile(caller: bench.caller).count == 1)
        #expect(try await engine.authorizations.reconcile(caller: bench.caller).isEmpty)
        try await Self.expectSound(bench)
    }
}
