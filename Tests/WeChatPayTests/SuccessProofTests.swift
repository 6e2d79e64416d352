import OrderEngine
import OrderLifecycle
import Testing

@testable import WeChatPay

/// What a signed answer of status 200 or 204 must say before it counts as a call's success.
struct SuccessProofTests {
    private static let orderID = "1000000000202007111693036660066"

    private static func members(_ call: OrderCall.Kind) -> [String: String] {
        var members = [
            "mchid": "\"1230000109\"", "appid": "\"wxd678efh567hg6787\"",
            "service_id": "\"500001\"", "out_order_no": "\"A1\"",
            "order_id": "\"\(orderID)\"",
        ]
        switch call {
        case .create: members["state"] = "\"CREATED\""
        case .modify:
            members["state"] = "\"DOING\""
            members["total_amount"] = "4999"
        case .complete, .createCompleted:
            members["state"] = "\"DOING\""
            members["state_description"] = "\"MCH_COMPLETE\""
        case .collect: members["mchid"] = nil
        case .reportPaid: members["state"] = "\"DONE\""
        case .cancel: break
        }
        return members
    }

    private static func body(_ members: [String: String]) -> String {
        let texts = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        return "{\(texts.joined(separator: ","))}"
    }

    private static func outcome(
        _ call: OrderCall.Kind, _ reply: ServerReply,
        knowing orderID: String? = orderID
    ) async throws -> Outcome {
        let awaited = try #require(PendingCollection(due: Amount(fen: 5000)))
        let request = ProviderRequest(
            call: call.rules.example(in: .known(.awaitingPayment(awaited))),
            order: try OutOrderNumber("A1"),
            message: RequestMessage(path: "/v3/call", body: Array("{}".utf8)),
            orderID: try orderID.map { try OrderID($0) })
        return try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                Outcome(await provider.send(request))
            }
        }
    }

    private static func isUnreadable(_ outcome: Outcome) -> Bool {
        guard case .unknown(.unreadable) = outcome else { return false }
        return true
    }

    @Test(arguments: OrderCall.Kind.allCases)
    func `a success names the merchant, the application, the service and the order`(
        call: OrderCall.Kind
    ) async throws {
        let whole = Self.members(call)
        let good = WeChatImitation().answer(200, Self.body(whole))
        #expect(try await Self.outcome(call, good) == .accepted)
        for name in ["mchid", "appid", "service_id", "out_order_no", "order_id"] {
            let isNeeded = call != .collect || ["out_order_no", "order_id"].contains(name)
            // What need not be there must be right where it is.
            let values = isNeeded ? [nil, "null", "\"\"", "5", "[]"] : []
            for value in values + ["\"another-1\""] {
                var members = whole
                members[name] = value
                let reply = WeChatImitation().answer(200, Self.body(members))
                let outcome = try await Self.outcome(call, reply)
                #expect(Self.isUnreadable(outcome), "\(name) \(value ?? "absent"): \(outcome)")
            }
        }
    }

    @Test(arguments: OrderCall.Kind.allCases)
    func `an answer of an order whose number at WeChat nobody knows yet need not name it`(
        call: OrderCall.Kind
    ) async throws {
        var members = Self.members(call)
        members["order_id"] = nil
        let reply = WeChatImitation().answer(200, Self.body(members))
        #expect(try await Self.outcome(call, reply, knowing: nil) == .accepted)
    }

    @Test(
        arguments: [OrderCall.Kind.create, .complete, .modify, .reportPaid],
        [nil, "null", "\"\"", "5"] as [String?])
    func `a create, complete, modify or report is not proven without the order's state`(
        call: OrderCall.Kind, state: String?
    ) async throws {
        var members = Self.members(call)
        members["state"] = state
        let reply = WeChatImitation().answer(200, Self.body(members))
        #expect(Self.isUnreadable(try await Self.outcome(call, reply)))
    }

    @Test(arguments: OrderCall.Kind.allCases)
    func `a signed answer without a body proves nothing`(
        call: OrderCall.Kind
    ) async throws {
        let reply = WeChatImitation().answer(204, "")
        #expect(
            try await Self.outcome(call, reply)
                == .unknown(.unreadable("status 204 where an order was expected")))
    }

    @Test(
        arguments: [nil, "REVOKED"] as [String?],
        [#"{"state":"USER_PAID","paid_amount":5000}"#, #"{"paid_amount":1}"#, "\"x\""])
    func `an answer that shows money proves no cancel`(
        state: String?, collection: String
    ) async throws {
        var members = Self.members(.cancel)
        members["state"] = state.map { "\"\($0)\"" }
        members["collection"] = collection
        let reply = WeChatImitation().answer(200, Self.body(members))
        let outcome = try await Self.outcome(.cancel, reply)
        #expect(Self.isUnreadable(outcome), "\(outcome)")
    }
}
