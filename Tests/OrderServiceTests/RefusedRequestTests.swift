import OrderEngineTesting
import StrictJSON
import Testing

@testable import OrderService

/// What a bad request is answered with: never a 5xx, always a problem document.
@Suite struct RefusedRequestTests {
    private static let calls = "/v1/orders/ORDER-1/calls"
    private static let decision = "/v1/orders/ORDER-1/decision"

    /// Method, path, body, status, code.
    private static let cases: [(String, String, String?, Int, String)] = [
        ("GET", "/", nil, 404, "endpoint_unknown"),
        ("GET", "/v1", nil, 404, "endpoint_unknown"),
        ("GET", "/v2/orders", nil, 404, "endpoint_unknown"),
        ("GET", "/notify", nil, 404, "endpoint_unknown"),
        ("DELETE", "/v1/orders/ORDER-1", nil, 405, "method_not_allowed"),
        ("GET", calls, nil, 405, "method_not_allowed"),
        ("HEAD", "/v1/limit", nil, 405, ""),
        ("POST", "/v1/limit", "{}", 405, "method_not_allowed"),
        ("GET", "/v1/orders/ORDER-9", nil, 404, "order_unknown"),
        ("GET", "/v1/orders/ORDER-9/history", nil, 404, "order_unknown"),
        ("GET", "/v1/orders/ORDER-9/export", nil, 404, "order_unknown"),
        ("GET", "/v1/orders/a%2F..%2Fb", nil, 400, "invalid_out_order_no"),
        ("GET", "/v1/orders/%E8%AE%A2%E5%8D%95", nil, 400, "invalid_out_order_no"),
        ("GET", "/v1/orders/123456789012345678901234567890123", nil, 400, "invalid_out_order_no"),
        ("GET", "/v1/orders?limit=-1", nil, 400, "parameter_invalid"),
        ("GET", "/v1/orders?limit=1000000000", nil, 400, "parameter_invalid"),
        ("GET", "/v1/orders?limit=1&limit=2", nil, 400, "parameter_unknown"),
        ("GET", "/v1/orders?sort=amount", nil, 400, "parameter_unknown"),
        ("GET", "/v1/orders?phase=sleeping", nil, 400, "parameter_invalid"),
        ("GET", "/v1/orders?cursor=%27%3B--", nil, 400, "invalid_out_order_no"),
        ("GET", "/v1/attempts?open=yes", nil, 400, "parameter_invalid"),
        ("GET", "/v1/drift?cursor=99999999999999999999", nil, 400, "parameter_invalid"),
        ("GET", "/v1/events?after=0:1", nil, 400, "parameter_invalid"),
        ("GET", "/v1/events?after=0:999:00000000", nil, 410, "position_unknown"),
        ("GET", "/v1/authorizations/1234567890", nil, 404, "authorization_unknown"),
        ("POST", calls, "", 400, "body_not_json"),
        ("POST", calls, "null", 400, "body_not_json"),
        ("POST", calls, "[]", 400, "body_not_json"),
        ("POST", calls, #""x""#, 400, "body_not_json"),
        ("POST", calls, "{", 400, "body_not_json"),
        ("POST", calls, #"{"call":"cancel","call":"collect"}"#, 400, "body_not_json"),
        ("POST", calls, #"{"call":"cancel",}"#, 400, "body_not_json"),
        ("POST", calls, "\u{FEFF}{}", 400, "body_not_json"),
        ("POST", calls, "{}", 400, "member_missing"),
        ("POST", calls, #"{"call":7}"#, 400, "member_invalid"),
        ("POST", calls, #"{"call":"refund"}"#, 400, "member_invalid"),
        ("POST", calls, #"{"call":"cancel","reason":"x","actor":"boss"}"#, 400, "member_unknown"),
        ("POST", calls, #"{"call":"collect","reason":"x"}"#, 400, "member_unknown"),
        ("POST", calls, #"{"call":"cancel"}"#, 400, "member_missing"),
        ("POST", calls, #"{"call":"cancel","reason":""}"#, 400, "invalid_reason"),
        ("POST", calls, #"{"call":"cancel","reason":"x","dry_run":1}"#, 400, "member_invalid"),
        ("POST", calls, #"{"call":"complete","body":7}"#, 400, "member_invalid"),
        ("POST", calls, #"{"call":"complete"}"#, 400, "member_missing"),
        ("POST", calls, #"{"call":"create","body":{}}"#, 403, "call_not_permitted"),
        ("POST", calls, #"{"call":"report_paid","paid_at":"now"}"#, 400, "invalid_paid_at"),
        (
            "POST", calls, #"{"call":"cancel","reason":"x","consent":{"permit":"p"}}"#, 403,
            "consent_not_permitted"
        ),
        (
            "POST", calls, #"{"call":"cancel","reason":"x","consent":{"by":"boss"}}"#, 400,
            "member_unknown"
        ),
        ("POST", decision, #"{"call":"modify"}"#, 400, "member_missing"),
        ("POST", decision, #"{"call":"modify","total_fen":1.5}"#, 400, "member_invalid"),
        ("POST", decision, #"{"call":"modify","total_fen":-1}"#, 400, "member_invalid"),
        ("POST", decision, #"{"call":"cancel","total_fen":1}"#, 400, "member_unknown"),
        ("POST", decision, #"{"call":"cancel"}"#, 404, "order_unknown"),
        ("POST", decision, #"{"call":"cancel","offline":true}"#, 404, "order_unknown"),
    ]

    @Test func `every bad request has its problem`() async throws {
        try await ServiceBench.serving { bench in
            for (method, path, body, status, code) in Self.cases {
                let answer = try await bench.send(method, path, as: .clerk, json: body)
                #expect(answer.status == status, "\(method) \(path) \(body ?? ""): \(answer.text)")
                guard method != "HEAD" else { continue }
                #expect(answer.code == code, "\(method) \(path) \(body ?? ""): \(answer.text)")
                #expect(
                    answer.header("content-type") == "application/problem+json")
                #expect(try answer.json["detail_zh"]?.text?.isEmpty == false)
            }
            #expect(bench.provider.sent.isEmpty)
        }
    }

    @Test(arguments: ["text/plain", "application/json; charset=utf-16", "application/xml"])
    func `only JSON in UTF-8 is read`(type: String) async throws {
        try await ServiceBench.serving { bench in
            let answer = try await bench.send(
                "POST", Self.decision, as: .clerk, json: #"{"call":"cancel"}"#,
                headers: [("content-type", type)])
            #expect(answer.status == 415)
            #expect(answer.code == "media_type_unsupported")
        }
    }

    @Test func `a problem names the member that is not known`() async throws {
        try await ServiceBench.serving { bench in
            let answer = try await bench.send(
                "POST", Self.calls, as: .approver,
                json: #"{"call":"cancel","reason":"x","consent":{"actor":"boss"}}"#)
            #expect(try answer.json["detail"]?.text?.contains("consent.actor") == true)
        }
    }

    @Test func `the method that a path takes is told`() async throws {
        try await ServiceBench.serving { bench in
            let answer = try await bench.send("PUT", Self.calls, as: .clerk, json: "{}")
            #expect(answer.status == 405)
            #expect(answer.header("allow") == "POST")
        }
    }

    @Test func `a request that WeChat would not take tells all that is wrong with it`()
        async throws
    {
        try await ServiceBench.serving { bench in
            let answer = try await bench.send(
                "POST", Self.calls, as: .service,
                json: #"{"call":"create_completed","body":{"total_amount":"1"}}"#)
            #expect(answer.status == 422)
            #expect(answer.code == "request_invalid")
            #expect(answer.text.contains("/total_amount"))
        }
    }
}
