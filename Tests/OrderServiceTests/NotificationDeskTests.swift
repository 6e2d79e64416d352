import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import OrderService
import Testing

/// The listener that WeChat reaches.
@Suite struct NotificationDeskTests {
    private static func post(
        _ notification: WeChatNotification, to bench: ServiceBench
    ) async throws -> Answered {
        try await Answered.of(
            "POST", "http://127.0.0.1:\(bench.notificationPort)/notify",
            json: String(decoding: notification.body, as: UTF8.self))
    }

    @Test func `a notification moves its order, and a repetition changes nothing`() async throws {
        try await ServiceBench.serving { bench in
            let order = try OutOrderNumber(ServiceBench.number)
            let notification = try bench.provider.notification(
                "EV-1", .userConfirmed, of: order,
                showing: OrderSnapshot(
                    state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(10_000)))
            for _ in 1...2 {
                let answer = try await Self.post(notification, to: bench)
                #expect(answer.status == 204)
                #expect(answer.body.isEmpty)
            }
            let known = try await bench.engine.order(order)
            #expect(known?.state.code == "in_service")
        }
    }

    @Test func `a forged notification is refused as the engine says`() async throws {
        try await ServiceBench.serving { bench in
            let answer = try await Self.post(
                WeChatNotification(headers: [], body: Array("{}".utf8)), to: bench)
            #expect(answer.status == 401)
            #expect(answer.text == #"{"code":"FAIL","message":"signature_wrong"}"#)
        }
    }

    @Test(arguments: [
        ("GET", "/notify"), ("PUT", "/notify"), ("GET", "/livez"), ("GET", "/v1/orders"),
        ("POST", "/v1/reconcile"), ("GET", "/openapi.json"), ("POST", "/"),
    ])
    func `nothing else is served there`(method: String, path: String) async throws {
        try await ServiceBench.serving { bench in
            let token = try #require(bench.tokens[.operator])
            let answer = try await Answered.of(
                method, "http://127.0.0.1:\(bench.notificationPort)\(path)",
                json: method == "GET" ? nil : "{}",
                headers: [("authorization", "Bearer \(token.secret)")])
            #expect(answer.status == 404)
            #expect(answer.text == #"{"code":"FAIL","message":"endpoint_unknown"}"#)
        }
    }

    @Test func `a body over the limit is refused before it is looked at`() async throws {
        try await ServiceBench.serving { bench in
            let received = try await RawConnection(port: bench.notificationPort).exchange(
                "POST /notify HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n")
            #expect(received.hasPrefix("HTTP/1.1 413"))
        }
    }
}
