import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderEngine
@testable import OrderJournal

/// Customers: named at random, sealed each with a key of their own, and forgotten.
struct CustomersTests {
    private static let openID = EngineBench.openIDText

    // MARK: Keys

    @Test func `a key finds a customer again, and opens their own key under their name alone`()
        throws
    {
        let key = try #require(EngineBench.customerKey)
        let other = try #require(CustomerKey(bytes: [UInt8](repeating: 1, count: 32)))
        let (openID, somebody) = (try OpenID(Self.openID), try OpenID("oSomebodyElse"))
        let random = SeededRandom(seed: 3)
        let (one, two) = (try key.draw(for: openID, random), try key.draw(for: openID, random))
        #expect(one.id != two.id && one.wrappedKey != two.wrappedKey)
        #expect(one.digest == two.digest && one.digest == key.digest(of: openID))
        #expect(key.digest(of: openID) != key.digest(of: somebody))
        #expect(key.digest(of: openID) != other.digest(of: openID))
        #expect(key.digest(of: openID) != .of(Self.openID.utf8))
        #expect(key.requestKey(of: one)?.id != key.requestKey(of: two)?.id)
        #expect(key.requestKey(of: one) != nil && other.requestKey(of: one) == nil)
        let exchanged = CustomerEntry(id: two.id, digest: one.digest, wrappedKey: one.wrappedKey)
        #expect(key.requestKey(of: exchanged) == nil)
        #expect(key.requestKey(of: one.forgotten) == nil)
        #expect(CustomerKey(bytes: [1, 2, 3]) == nil)
        // Computed apart from this package, with Python's hmac and hashlib.
        #expect(
            key.digest(of: openID).hex
                == "12a3d9e3726d67d0deec3cd7d8524a7998a023d6c69b6e8ff62b74d133802a0a")
    }

    @Test func `neither a key nor an openid shows anything of itself`() throws {
        let key = try #require(EngineBench.customerKey)
        var dumped = ""
        dump((key, try OpenID(Self.openID)), to: &dumped)
        for text in ["\(key)", "\(try OpenID(Self.openID))", dumped] {
            #expect(!text.contains("oUpF8") && !text.contains("9, 9"))
        }
    }

    @Test(arguments: ["", "..", "a/b", "a?b", "a b", "openid\u{301}", "中"])
    func `what cannot stand in a path is no openid`(text: String) {
        #expect(throws: InvalidValue.self) { try OpenID(text) }
        #expect(throws: InvalidValue.self) { try OpenID(String(repeating: "a", count: 129)) }
    }

    // MARK: Requests

    @Test func `a request that names a customer is sealed with their key, and names them by id`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let engine = bench.engine()
        let result = try await bench.createForCustomer(engine)
        let attempt = try #require(result.report?.attempt)
        let customer = try #require(attempt.intent.customer)
        #expect(try await engine.customer(try bench.openID()) == customer)
        #expect(try await bench.projection().customer == customer)
        let stored = try #require(
            try await bench.journal.read { try $0.request(of: attempt.id) })
        #expect(!String(decoding: stored, as: UTF8.self).contains("openid"))
        let entry = try #require(try await bench.journal.read { try $0.customer(customer) })
        let key = try #require(EngineBench.customerKey?.requestKey(of: entry))
        let envelope = RequestEnvelope(bytes: stored)
        #expect(envelope?.keyID == key.id)
        let opened = try RequestKeys.none.message(
            in: envelope, for: attempt.id, customerKey: key)
        #expect(opened == bench.provider.sent.first?.message)
        // The same customer keeps their name.
        let second = try OutOrderNumber("ORDER-2")
        let again = try await bench.createForCustomer(engine, second)
        #expect(again.report?.attempt.intent.customer == customer)
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `without a customer key nothing that names a customer is sent`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine(customerKey: nil)
        await #expect(throws: EngineError.customerKeyMissing) {
            try await bench.createForCustomer(engine)
        }
        await #expect(throws: EngineError.customerKeyMissing) {
            try await engine.authorizations.terminate(
                of: bench.openID(), reason: bench.reason(), caller: bench.caller)
        }
        try bench.showAvailable(nil)
        await #expect(throws: EngineError.customerKeyMissing) {
            try await engine.authorizations.query(of: bench.openID(), caller: bench.caller)
        }
        #expect(bench.provider.sent.isEmpty && bench.provider.sentAuthorizations.isEmpty)
        // What names none needs none.
        bench.provider.show(bench.order, as: .createdOrder)
        #expect(try await bench.cancel(engine).outcome == .applied(.answered))
    }

    @Test func `a dry run keeps nothing of a customer who is new, and knows one who is kept`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        let new = try OutOrderNumber("ORDER-NEW")
        func dryCreate(_ engine: Engine) async throws -> CallResult {
            let json = #"{"need_user_confirm": false, "openid": "\#(Self.openID)"}"#
            return try await engine.perform(
                ProviderWish(.create, .json(Array(json.utf8))), of: new,
                Try(isDryRun: true), caller: bench.caller)
        }
        #expect(try await dryCreate(engine).code == "dry_run")
        #expect(try await engine.customer(try bench.openID()) == nil)
        // A body with a member that its page does not name is no other case.
        let json = #"{"total_amount": 3000, "openid": "\#(Self.openID)"}"#
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        _ = try await engine.modify(
            bench.order, json: Array(json.utf8), dryRun: true, caller: bench.caller)
        #expect(try await engine.customer(try bench.openID()) == nil)
        await #expect(throws: EngineError.customerKeyMissing) {
            try await dryCreate(bench.engine(customerKey: nil))
        }

        let code = try bench.code()
        try bench.showAvailable(code)
        _ = try await engine.authorizations.terminate(
            of: try bench.openID(), reason: try bench.reason(), caller: bench.caller)
        let customer = try #require(try await engine.customer(try bench.openID()))
        #expect(try await dryCreate(engine).reasons == [.authorizationUnavailable])
        #expect(try await engine.customer(try bench.openID()) == customer)
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a create is not sent again without the customer key`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbSending(.lost(isApplied: false))
        _ = try await bench.createForCustomer(bench.engine())
        bench.clock.advance(by: .milliseconds(600_001))
        let attempt = try #require(try await bench.projection().openAttempt)
        await #expect(throws: EngineError.requestKeyMissing(attempt)) {
            try await bench.engine(customerKey: nil).reconcile(
                dueOnly: false, caller: bench.caller)
        }
        let report = try await bench.reconcile(bench.engine())
        #expect(report.outcome == .applied(.answered))
        let sent = bench.provider.sent
        #expect(sent.count == 2 && sent[0].message == sent[1].message)
    }

    @Test func `create says when the known authorization has ended`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        try bench.showAvailable(code)
        _ = try await engine.authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        let denied = try await bench.createForCustomer(engine)
        #expect(denied.reasons == [.authorizationUnavailable])
        #expect(bench.provider.sent.isEmpty)
        // Another one, which the customer has agreed to since.
        try bench.showAvailable(try bench.code("AUTH-2"))
        _ = try await engine.authorizations.query(try bench.code("AUTH-2"), caller: bench.caller)
        #expect(try await bench.createForCustomer(engine).outcome == .applied(.answered))
    }

    // MARK: Forgetting

    @Test func `who is forgotten is found by nobody, and the journal still verifies`() async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let engine = bench.engine()
        let attempt = try #require(try await bench.createForCustomer(engine).report?.attempt)
        let customer = try #require(attempt.intent.customer)
        let entry = try #require(try await bench.journal.read { try $0.customer(customer) })
        let reason = try OperatorReason("用户要求")
        #expect(try await engine.forget(customer, reason: reason, caller: bench.caller))
        #expect(try await engine.customer(try bench.openID()) == nil)
        #expect(try await bench.journal.read { try $0.customer(customer) } == entry.forgotten)
        let stored = try await bench.journal.read { try $0.request(of: attempt.id) }
        #expect(
            try RequestKeys.none.message(
                in: stored.flatMap { RequestEnvelope(bytes: $0) }, for: attempt.id) == nil)
        let last = try await bench.journal.read {
            try $0.records(of: .journal, after: 0, limit: 100).last
        }
        #expect(last?.event == "customer_forgotten" && last?.reason == "用户要求")
        #expect(last?.detail?.text == "customer=\(customer)")
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
        // Once is enough, and the same person is a new customer afterwards.
        #expect(try await engine.forget(customer, reason: reason, caller: bench.caller) == false)
        let next = try await bench.createForCustomer(engine, try OutOrderNumber("ORDER-2"))
        #expect(next.report?.attempt.intent.customer != nil)
        #expect(next.report?.attempt.intent.customer != customer)
    }

    @Test func `another key for customers is refused, and nobody is named with it`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        _ = try await bench.createForCustomer(bench.engine())
        let other = try #require(CustomerKey(bytes: [UInt8](repeating: 1, count: 32)))
        let engine = bench.engine(customerKey: other)
        await #expect(throws: EngineError.customerKeyDiffers) {
            try await bench.createForCustomer(engine, try OutOrderNumber("ORDER-2"))
        }
        await #expect(throws: EngineError.customerKeyDiffers) {
            try await engine.customer(try bench.openID())
        }
        #expect(bench.provider.sent.count == 1)
        let isKept = try await bench.journal.read {
            try $0.customer(digest: other.digest(of: OpenID(EngineBench.openIDText))) != nil
        }
        #expect(!isKept)
        // What tells the keys apart is nobody's.
        await #expect(throws: EngineError.customerUnknown) {
            try await bench.engine().forget(
                .keyCheck, reason: try OperatorReason("x"), caller: bench.caller)
        }
    }

    @Test func `a customer whom WeChat does not know is not kept`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        await #expect(throws: EngineError.authorizationUnknown) {
            try await engine.authorizations.terminate(
                of: bench.openID(), reason: bench.reason(), caller: bench.caller)
        }
        #expect(try await engine.customer(try bench.openID()) == nil)
    }

    @Test func `who was forgotten is named by nothing that WeChat tells of their authorization`()
        async throws
    {
        let bench = try EngineBench()
        let (engine, code) = (bench.engine(), try bench.code())
        bench.provider.show(bench.order, as: .inService)
        try bench.showAvailable(code)
        let notification = try bench.provider.notification(
            "n-1", .opened, of: code, customer: try bench.openID(),
            at: Timestamp(clamping: 1_700_000_000_000))
        #expect(await engine.receive(notification, caller: bench.caller) == .recorded)
        _ = try await bench.createForCustomer(engine)
        let customer = try #require(try await engine.customer(try bench.openID()))
        try await engine.forget(
            customer, reason: try OperatorReason("用户要求"), caller: bench.caller)
        let closed = try bench.provider.notification(
            "n-2", .closed, of: code, customer: try bench.openID(),
            at: Timestamp(clamping: 1_700_000_001_000))
        #expect(await engine.receive(notification, caller: bench.caller) == .duplicate)
        #expect(await engine.receive(closed, caller: bench.caller) == .recorded)
        try bench.showAvailable(code, since: Timestamp(clamping: 1_700_000_002_000))
        let known = try await engine.authorizations.query(code, caller: bench.caller)
        #expect(known.state == .available && known.customer == customer)
        #expect(try await engine.customer(try bench.openID()) == nil)
        // Their order is open all the same.
        let denied = try await engine.authorizations.terminate(
            code, reason: try bench.reason(), caller: bench.caller)
        #expect(denied.reasons == [.ordersOpen])
    }

    @Test func `nobody is forgotten while an attempt that names them is open`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        let attempt = try #require(try await bench.createForCustomer(engine).report?.attempt)
        let customer = try #require(attempt.intent.customer)
        let reason = try OperatorReason("用户要求")
        await #expect(throws: EngineError.customerBusy(attempt.id)) {
            try await engine.forget(customer, reason: reason, caller: bench.caller)
        }
        let unknown = CustomerID(random: SeededRandom(seed: 99))
        await #expect(throws: EngineError.customerUnknown) {
            try await engine.forget(unknown, reason: reason, caller: bench.caller)
        }
        bench.clock.advance(by: .milliseconds(600_001))
        _ = try await bench.reconcile(engine)
        #expect(try await engine.forget(customer, reason: reason, caller: bench.caller))
    }

    @Test func `nothing that is recorded, logged or shown names the customer`() async throws {
        let bench = try EngineBench()
        let code = try bench.code()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        try bench.showAvailable(code)
        _ = try await bench.createForCustomer(engine)
        let results = [
            try await engine.authorizations.request(try bench.code("AUTH-2"), caller: bench.caller),
            try await engine.authorizations.terminate(
                of: bench.openID(), reason: bench.reason(), caller: bench.caller),
        ]
        let records = try await bench.journal.read { try $0.records(after: 0, limit: 1000) }
        let lines = try await bench.journal.inspect { reader in
            try HistoryExport.text(
                of: .order(bench.order), from: reader, exportedAt: Timestamp(clamping: 0))
        }
        var dumped = ""
        dump((results, records, bench.provider.calls), to: &dumped)
        for text in ["\(results)", "\(records)", lines ?? "", "\(bench.log.lines)", dumped] {
            #expect(!text.contains("oUpF8uMuAJO"))
        }
        #expect(records.count > 8 && lines?.contains("customer=cus_") == true)
    }
}
