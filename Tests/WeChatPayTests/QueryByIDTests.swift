import NIOHTTP1
import OrderEngine
import OrderLifecycle
import Testing

@testable import WeChatPay

/// Asking for an order by the identifier that a returning customer brings.
struct QueryByIDTests {
    private static func found(
        _ reply: ServerReply, by id: String
    ) async throws -> (ProviderAnswer<FoundOrder>, [ReceivedRequest]) {
        let id = try QueryID(id)
        return try await LoopbackServer.serving(reply) { server in
            let answer = try await WeChatPayProvider.speaking(to: server.origin) { provider in
                await provider.query(id)
            }
            return (answer, server.requests)
        }
    }

    @Test func `the answer names the order, and the identifier is encoded as a value`()
        async throws
    {
        let reply = WeChatImitation().answer(200, WeChatImitation.order("A1"))
        let (answer, requests) = try await Self.found(reply, by: "15-_.~|a=b&appid=x%20+/")
        guard case .accepted(let found, _) = answer else {
            Issue.record("not accepted: \(answer)")
            return
        }
        #expect(found.order == (try OutOrderNumber("A1")))
        #expect(found.observation.snapshot.state == "CREATED")
        #expect(
            requests.map(\.target) == [
                "/v3/payscore/serviceorder?service_id=500001"
                    + "&query_id=15-_.~%7Ca%3Db%26appid%3Dx%2520%2B%2F&appid=wxd678efh567hg6787"
            ])
        let header = try AuthorizationHeader(
            requests.first?.headers["Authorization"].first ?? "")
        #expect(header.verifies(method: "GET", target: requests.first?.target ?? "", body: []))
    }

    @Test(arguments: [
        #"{"mchid":"1230000109","state":"CREATED"}"#,
        #"{"mchid":"1","out_order_no":"A1","state":"CREATED"}"#,
        #"{"mchid":"1230000109","out_order_no":"A1","sub_mchid":"1900000109","state":"CREATED"}"#,
        #"{"mchid":"1230000109","out_order_no":"A1","sub_mchid":5,"state":"CREATED"}"#,
        "[]",
    ])
    func `an answer that is not of an order of ours says nothing`(body: String) async throws {
        let (answer, _) = try await Self.found(WeChatImitation().answer(200, body), by: "1")
        guard case .unknown(.unreadable) = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test func `an order of a partner's says nothing to any question`() async throws {
        let reply = WeChatImitation().answer(
            200,
            #"{"mchid":"1230000109","out_order_no":"A1","sub_mchid":"19","state":"REVOKED"}"#)
        let order = try OutOrderNumber("A1")
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                guard case .unknown(.unreadable(let why)) = await provider.query(order) else {
                    Issue.record("it was believed")
                    return
                }
                #expect(why.contains("sub_mchid"))
            }
        }
        #expect(throws: WeChatPayError.self) {
            try WeChatOrderJSON.read(
                Array(#"{"out_order_no":"A1","sub_mchid":"19","state":"REVOKED"}"#.utf8))
        }
    }

    @Test func `an empty sub-merchant is none`() throws {
        let read = try WeChatOrderJSON.read(
            Array(#"{"out_order_no":"A1","sub_mchid":"","state":"REVOKED"}"#.utf8))
        #expect(read.snapshot.state == "REVOKED")
    }

    @Test func `WeChat's message does not repeat the identifier`() async throws {
        let reply = WeChatImitation().answer(
            404, #"{"code":"ORDER_NOT_EXIST","message":"no secret-id here"}"#)
        let (answer, _) = try await Self.found(reply, by: "secret-id")
        guard case .refused(let refusal, _) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(!refusal.message.contains("secret-id"))
    }
}
