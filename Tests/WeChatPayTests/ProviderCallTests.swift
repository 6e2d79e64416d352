import NIOHTTP1
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import WeChatPay

/// Calls over real HTTP that go as they should.
struct ProviderCallTests {
    @Test func `a query is signed over what is sent and its answer is read`() async throws {
        let order = try OutOrderNumber("a|b*1")
        let answer = WeChatImitation().answer(200, WeChatImitation.order("a|b*1"))
        try await LoopbackServer.serving(answer) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                guard case .accepted(let observation, let evidence) = await provider.query(order)
                else {
                    Issue.record("the query was not accepted")
                    return
                }
                #expect(observation.snapshot.state == "CREATED")
                #expect(observation.identity.orderID?.text == "1000000000202007111693036660066")
                #expect(evidence.signedBy == TestKeys.weChatID)
                #expect(evidence.signedAt == TestKeys.now)
                #expect(evidence.requestID == "08F0-1-271317510")
                #expect(evidence.excerpt?.contains("anary") == false)
                #expect(evidence.bodyDigest.utf8.count == 64)
            }
            let request = try #require(server.requests.first)
            #expect(server.requests.count == 1)
            #expect(request.method == "GET")
            #expect(
                request.target
                    == "/v3/payscore/serviceorder?service_id=500001&out_order_no=a%7Cb*1"
                    + "&appid=wxd678efh567hg6787")
            #expect(request.headers["Accept"] == ["application/json"])
            #expect(request.headers["User-Agent"] == [WeChatPaySettings.standardUserAgent])
            #expect(request.headers["Wechatpay-Serial"] == [TestKeys.weChatID])
            #expect(request.headers["Content-Type"].isEmpty)
            #expect(request.headers["Accept-Encoding"].isEmpty)
            let header = try AuthorizationHeader(request.headers["Authorization"].first ?? "")
            #expect(header.verifies(method: "GET", target: request.target, body: []))
        }
    }

    @Test func `a cancel sends the very bytes that were made, each time`() async throws {
        let order = try OutOrderNumber("a|b")
        let answer = { @Sendable (_: ReceivedRequest) in
            WeChatImitation().answer(200, WeChatImitation.cancelled("a|b"))
        }
        try await LoopbackServer.serving(by: answer) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let request = try provider.request(
                    for: ProviderWish(.cancel, .reason(CancelReason("用户投诉"))), of: order)
                for _ in 0..<2 {
                    guard case .accepted(let receipt, _) = await provider.send(request) else {
                        Issue.record("the cancel was not accepted")
                        return
                    }
                    #expect(receipt.snapshot == nil)
                    #expect(receipt.identity.orderID?.text == "15646546545165651651")
                }
                #expect(server.requests.map(\.body) == [request.body, request.body])
            }
            var nonces: Set<String> = []
            for request in server.requests {
                #expect(request.method == "POST")
                #expect(request.target == "/v3/payscore/serviceorder/a%7Cb/cancel")
                #expect(request.headers["Content-Type"] == ["application/json"])
                let header = try AuthorizationHeader(request.headers["Authorization"].first ?? "")
                #expect(
                    header.verifies(method: "POST", target: request.target, body: request.body))
                nonces.insert(header["nonce_str"] ?? "")
            }
            #expect(nonces.count == 2)
        }
    }

    @Test(arguments: ["CREATED", "DOING", "DONE", "EXPIRED", "SOMETHING_NEW"])
    func `a cancel is not believed whose answer shows another state`(state: String) async throws {
        let body = WeChatImitation.order("A1", "\"state\":\"\(state)\"")
        #expect(
            try await Self.cancel(WeChatImitation().answer(200, body))
                == .unknown(.unreadable("the answer shows the order where no success leaves it")))
    }

    @Test func `a cancel is believed whose answer shows the order cancelled`() async throws {
        let body = WeChatImitation.order("A1", "\"state\":\"REVOKED\"")
        #expect(try await Self.cancel(WeChatImitation().answer(200, body)) == .accepted)
    }

    @Test(arguments: [
        "\"state\":\"CREATED\"", "\"state\":\"DOING\",\"state_description\":\"USER_CONFIRM\"",
        "\"state\":\"REVOKED\"", "\"state\":\"EXPIRED\"",
    ])
    func `a complete is not believed whose answer shows no completed order`(members: String)
        async throws
    {
        let body = WeChatImitation.order("A1", members)
        #expect(
            try await Self.complete(WeChatImitation().answer(200, body))
                == .unknown(.unreadable("the answer shows the order where no success leaves it")))
    }

    private static func modified(_ members: String) -> String {
        "\"state\":\"DOING\",\"state_description\":\"MCH_COMPLETE\"" + members
    }

    @Test(arguments: [
        "\"state\":\"DOING\",\"total_amount\":5", modified(",\"total_amount\":5"),
        modified(",\"collection\":{\"total_amount\":5}"),
        modified(",\"total_amount\":5,\"collection\":{\"paid_amount\":2}"),
        modified(
            ",\"total_amount\":5,\"collection\":{\"state\":\"USER_PAYING\",\"total_amount\":5,"
                + "\"paying_amount\":4,\"paid_amount\":1}"),
    ])
    func `a modify is believed whose answer can be of an order that awaits just this`(
        members: String
    ) async throws {
        let body = WeChatImitation.order("A1", members)
        #expect(try await Self.modify(WeChatImitation().answer(200, body)) == .accepted)
    }

    @Test(arguments: [
        "\"state\":\"CREATED\"", "\"state\":\"DOING\",\"state_description\":\"USER_CONFIRM\"",
        "\"state\":\"REVOKED\"", "\"state\":\"DONE\"", "\"state\":\"SOMETHING_NEW\"",
        // What says no amount proves none.
        "\"state\":\"DOING\"", modified(""), modified(",\"total_amount\":null"),
        modified(",\"collection\":{\"state\":\"USER_PAYING\",\"paid_amount\":2}"),
        modified(",\"total_amount\":6"), modified(",\"total_amount\":4"),
        modified(",\"total_amount\":\"x\""),
        modified(",\"collection\":{\"total_amount\":6}"),
        modified(",\"collection\":{\"state\":\"USER_PAID\"}"),
        modified(",\"total_amount\":5,\"collection\":{\"paying_amount\":6}"),
        modified(",\"total_amount\":5,\"collection\":{\"paid_amount\":5}"),
        modified(",\"total_amount\":5,\"collection\":{\"paid_amount\":-1}"),
        modified(",\"total_amount\":5,\"collection\":{\"paying_amount\":4,\"paid_amount\":2}"),
        modified(",\"total_amount\":5,\"collection\":{\"state\":\"USER_PAID\"}"),
        modified(",\"total_amount\":6,\"collection\":{\"total_amount\":5}"),
        modified(
            ",\"total_amount\":5,\"collection\":{\"total_amount\":6,\"paying_amount\":6,"
                + "\"paid_amount\":0}"),
    ])
    func `a modify is not believed whose answer shows another amount or place`(
        members: String
    ) async throws {
        let body = WeChatImitation.order("A1", members)
        #expect(
            try await Self.modify(WeChatImitation().answer(200, body))
                == .unknown(.unreadable("the answer shows the order where no success leaves it")))
    }

    private static func paid(_ types: String...) -> String {
        let receipts = types.map { "{\"paid_type\":\"\($0)\"}" }.joined(separator: ",")
        return "\"state\":\"DONE\",\"collection\":{\"state\":\"USER_PAID\",\"total_amount\":5,"
            + "\"paying_amount\":0,\"paid_amount\":5,\"details\":[\(receipts)]}"
    }

    @Test(arguments: ["\"state\":\"DONE\"", paid(), paid("MCH"), paid("MCH", "NEWTON")])
    func `a report is believed whose answer can be of an order that the merchant was paid for`(
        members: String
    ) async throws {
        let answer = WeChatImitation().answer(200, WeChatImitation.order("A1", members))
        let (outcome, requests) = try await Self.reportPaid(answer)
        #expect(outcome == .accepted)
        #expect(requests.map(\.target) == ["/v3/payscore/serviceorder/A1/sync"])
        #expect(requests.map(\.method) == ["POST"])
    }

    @Test(arguments: [
        "\"state\":\"CREATED\"", "\"state\":\"REVOKED\"", "\"state\":\"EXPIRED\"",
        "\"state\":\"SOMETHING_NEW\"", modified(""),
        // The sample of WeChat's own page, which no order can be.
        "\"state\":\"CREATED\",\"collection\":{\"state\":\"USER_PAID\"}",
        modified(",\"collection\":{\"state\":\"USER_PAID\"}"), paid("NEWTON"),
    ])
    func `a report is not believed whose answer shows another place, or WeChat's own payment`(
        members: String
    ) async throws {
        let answer = WeChatImitation().answer(200, WeChatImitation.order("A1", members))
        #expect(
            try await Self.reportPaid(answer).0
                == .unknown(.unreadable("the answer shows the order where no success leaves it")))
    }

    @Test(
        arguments: [
            (nil, true), (modified(""), true), ("\"state\":\"DONE\"", true),
            ("\"state\":\"REVOKED\"", false), ("\"state\":\"CREATED\"", false),
        ] as [(String?, Bool)])
    func `a collect is believed whose answer can be of an order that was collected for`(
        members: String?, isBelieved: Bool
    ) async throws {
        let body =
            members.map { WeChatImitation.order("A1", $0) } ?? WeChatImitation.cancelled("A1")
        try await LoopbackServer.serving(WeChatImitation().answer(200, body)) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let request = try provider.request(
                    for: ProviderWish(.collect, .nothing), of: OutOrderNumber("A1"))
                let outcome = Outcome(await provider.send(request))
                #expect((outcome == .accepted) == isBelieved, "\(outcome)")
            }
            #expect(server.requests.map(\.target) == ["/v3/payscore/serviceorder/A1/pay"])
        }
    }

    private static func reportPaid(_ reply: ServerReply) async throws
        -> (Outcome, [ReceivedRequest])
    {
        try await LoopbackServer.serving(reply) { server in
            let outcome = try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let moment = try Timestamp(beijing: "20260131160000")
                let request = try provider.request(
                    for: ProviderWish(.reportPaid, .paidAt(moment)), of: OutOrderNumber("A1"))
                return Outcome(await provider.send(request))
            }
            return (outcome, server.requests)
        }
    }

    @Test func `a create gives the package, which is not evidence`() async throws {
        let body = WeChatImitation.order(
            "A1", "\"state\":\"CREATED\",\"package\":\"canary-package\"")
        let answer = WeChatImitation().answer(200, body)
        try await LoopbackServer.serving(answer) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let json = """
                    {"out_order_no":"A1","service_introduction":"s",
                    "time_range":{"start_time":"OnAccept"},"notify_url":"https://m.example/n",
                    "risk_fund":{"name":"DEPOSIT","amount":100}}
                    """
                let request = try provider.request(
                    for: ProviderWish(.create, .json(Array(json.utf8))), of: OutOrderNumber("A1"))
                guard case .accepted(let receipt, let evidence) = await provider.send(request)
                else {
                    Issue.record("the create was not accepted")
                    return
                }
                #expect(receipt.package == "canary-package")
                #expect(receipt.snapshot?.state == "CREATED")
                #expect(evidence.excerpt?.contains("canary") == false)
            }
            #expect(server.requests.map(\.target) == ["/v3/payscore/serviceorder"])
        }
    }

    @Test func `a complete tells where the order stands`() async throws {
        let body = WeChatImitation.order(
            "A1", "\"state\":\"DOING\",\"state_description\":\"MCH_COMPLETE\"")
        #expect(try await Self.complete(WeChatImitation().answer(200, body)) == .accepted)
    }

    @Test func `certificates are fetched with a trusted key and then trusted`() async throws {
        let pem = try TestKeys.certificate(serial: [0x44, 0x00, 0x24])
        let list = try TestKeys.certificateList([("440024", pem)])
        let reply = { @Sendable (request: ReceivedRequest) -> ServerReply in
            guard request.target == "/v3/certificates" else {
                return WeChatImitation(key: TestKeys.stranger, serial: "440024")
                    .answer(200, WeChatImitation.order("A1"))
            }
            return .answer(
                status: 200, headers: WeChatImitation().headers(over: list), body: list)
        }
        try await LoopbackServer.serving(by: reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let order = try OutOrderNumber("A1")
                #expect(
                    Outcome(await provider.query(order))
                        == .unverified(.unknownSerial, status: 200))
                #expect(try await provider.fetchCertificates() == ["440024"])
                #expect(try await provider.fetchCertificates() == [])
                #expect(Outcome(await provider.query(order)) == .accepted)
            }
        }
    }

    /// A list of certificates that is not to be believed.
    enum FalseList: String, CaseIterable, Sendable {
        case ofAStranger, underAnotherSerial, expired, sealedWithAnotherKey, noList, noJSON

        var code: WeChatPayErrorCode {
            switch self {
            case .ofAStranger, .noList, .noJSON: .certificatesUnavailable
            case .underAnotherSerial: .certificateSerial
            case .expired: .certificateExpired
            case .sealedWithAnotherKey: .decryptionFailed
            }
        }

        func body() throws -> [UInt8] {
            let end = self == .expired ? TestKeys.seconds - 1 : TestKeys.seconds + 86_400
            let certificate = try TestKeys.certificate(serial: [0x44], to: end)
            let serial = self == .underAnotherSerial ? "45" : "44"
            return switch self {
            case .ofAStranger, .underAnotherSerial, .expired:
                try TestKeys.certificateList([(serial, certificate)])
            case .sealedWithAnotherKey:
                try TestKeys.certificateList(
                    [(serial, certificate)], key: String(repeating: "k", count: 32))
            case .noList: Array("{\"data\":{}}".utf8)
            case .noJSON: Array("[".utf8)
            }
        }
    }

    @Test(arguments: FalseList.allCases)
    func `certificates that cannot be believed are not trusted`(list: FalseList) async throws {
        let body = try list.body()
        let signer =
            list == .ofAStranger ? WeChatImitation(key: TestKeys.stranger) : WeChatImitation()
        let reply = ServerReply.answer(
            status: 200, headers: signer.headers(over: body), body: body)
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                do throws(WeChatPayError) {
                    _ = try await provider.fetchCertificates()
                    Issue.record("the list was believed")
                } catch {
                    #expect(error.code == list.code)
                }
            }
        }
    }

    static func cancel(_ reply: ServerReply) async throws -> Outcome {
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let request = try provider.request(
                    for: ProviderWish(.cancel, .reason(CancelReason("用户投诉"))),
                    of: OutOrderNumber("A1"))
                return Outcome(await provider.send(request))
            }
        }
    }

    static func complete(_ reply: ServerReply) async throws -> Outcome {
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let json = "{\"post_payments\":[{\"name\":\"a\",\"amount\":5}],\"total_amount\":5}"
                let request = try provider.request(
                    for: ProviderWish(.complete, .json(Array(json.utf8))), of: OutOrderNumber("A1"))
                return Outcome(await provider.send(request))
            }
        }
    }

    static func modify(_ reply: ServerReply) async throws -> Outcome {
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                let json = """
                    {"post_payments":[{"name":"a","amount":5}],"total_amount":5,"reason":"优惠"}
                    """
                let request = try provider.request(
                    for: ProviderWish(.modify, .json(Array(json.utf8))), of: OutOrderNumber("A1"))
                return Outcome(await provider.send(request))
            }
        }
    }

    @Test func `only certificates and a bill that are not there yet may come later`() {
        #expect(
            WeChatPayErrorCode.allCases.filter(\.isTransient)
                == [.certificatesUnavailable, .billUnavailable])
    }
}
