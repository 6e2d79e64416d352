import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import OrderService
import StrictJSON
import Testing

/// What can be read over HTTP.
@Suite struct ListingTests {
    @Test func `orders are listed page by page`() async throws {
        try await ServiceBench.serving { bench in
            for number in ["A-1", "A-2", "A-3"] {
                bench.provider.show(
                    try OutOrderNumber(number), as: OrderSnapshot(state: "CREATED"))
                _ = try await bench.engine.query(
                    OutOrderNumber(number),
                    caller: Caller(actor: ActorName("test"), channel: CallerChannel("test")))
            }
            var (numbers, cursor, pages): ([String], String?, Int) = ([], nil, 0)
            repeat {
                let more = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try await bench.send("GET", "/v1/orders?phase=created&limit=2\(more)")
                guard case .array(let orders)? = try page.json["orders"] else { break }
                numbers += orders.compactMap { $0["out_order_no"]?.text }
                cursor = try page.json["next"]?.text
                pages += 1
            } while cursor != nil
            #expect(numbers == ["A-1", "A-2", "A-3"])
            #expect(pages == 2)
            let none = try await bench.send("GET", "/v1/orders?phase=revoked")
            #expect(try none.json["orders"] == .array([]))
        }
    }

    @Test func `an order's way is drawn, in the language that is preferred`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            _ = try await bench.call(#"{"call":"cancel","reason":"<script>"}"#, as: .clerk)
            let path = "/v1/orders/\(ServiceBench.number)/diagram.svg"
            let picture = try await bench.send("GET", path)
            #expect(picture.status == 200)
            #expect(picture.header("content-type") == "image/svg+xml")
            #expect(picture.header("content-security-policy") != nil)
            #expect(picture.text.contains("The way of order \(ServiceBench.number)"))
            #expect(picture.text.contains("cancel: needs acknowledgement"))
            #expect(!picture.text.contains("<script>"))
            let chinese = try await bench.send(
                "GET", path, headers: [("accept-language", "zh-CN,zh;q=0.9,en;q=0.8")])
            #expect(chinese.text.contains("订单 \(ServiceBench.number) 的经过"))
            let unknown = try await bench.send("GET", "/v1/orders/NONE/diagram.svg")
            #expect(unknown.code == "order_unknown")
        }
    }

    /// The numbers of the orders that a query lists, and the cursor of the next page.
    private static func numbers(
        _ bench: ServiceBench, _ query: String
    ) async throws -> ([String], next: String?) {
        let page = try await bench.send("GET", "/v1/orders?\(query)")
        let json = try page.json
        guard case .array(let orders)? = json["orders"] else {
            Issue.record("\(query): \(page.text)")
            return ([], nil)
        }
        return (orders.compactMap { $0["out_order_no"]?.text }, json["next"]?.text)
    }

    @Test func `orders are found by their records, the last changed first`() async throws {
        try await ServiceBench.serving { bench in
            let caller = Caller(actor: try ActorName("test"), channel: try CallerChannel("test"))
            for number in ["A-1", "A-2", "A-3"] {
                bench.provider.show(
                    try OutOrderNumber(number), as: OrderSnapshot(state: "CREATED"))
                _ = try await bench.engine.query(OutOrderNumber(number), caller: caller)
            }
            for number in ["A-3", "A-1"] {
                _ = try await bench.send(
                    "POST", "/v1/orders/\(number)/protect", as: .operator,
                    json: #"{"reason":"dispute"}"#)
            }
            let all = "from=2026-01-01T00:00:00Z"
            let first = try await Self.numbers(
                bench, "\(all)&actor=operator&event=protected&limit=1")
            #expect(first.0 == ["A-1"])
            let cursor = try #require(first.next)
            let second = try await Self.numbers(bench, "\(all)&actor=operator&cursor=\(cursor)")
            #expect(second == (["A-3"], nil))
            #expect(try await Self.numbers(bench, "\(all)&actor=test").0.count == 3)
            #expect(try await Self.numbers(bench, "\(all)&call=cancel").0 == [])
            #expect(try await Self.numbers(bench, "\(all)&phase=revoked").0 == [])
            #expect(try await Self.numbers(bench, "\(all)&to=2026-01-01T08:00:01%2B08:00").0 == [])
            #expect(try await Self.numbers(bench, "from=2999-01-01T00:00:00Z").0 == [])
        }
    }

    @Test(arguments: [
        "/v1/orders?actor=operator", "/v1/orders?to=2026-01-01T00:00:00Z",
        "/v1/orders?from=yesterday", "/v1/orders?from=2026-13-01T00:00:00Z",
        "/v1/orders?from=2026-01-01T00:00:00Z&call=refund",
        "/v1/orders?from=2026-01-01T00:00:00Z&event=nothing",
        "/v1/orders?from=2026-01-01T00:00:00Z&cursor=A-1",
        "/v1/orders?from=2026-01-01T00:00:00Z&cursor=01:A-1", "/v1/attempts?cursor=att_none",
    ])
    func `a filter or a cursor that is none is refused`(path: String) async throws {
        try await ServiceBench.serving { bench in
            let answer = try await bench.send("GET", path)
            #expect(answer.status == 400)
            #expect(answer.code == "parameter_invalid", "\(answer.text)")
        }
    }

    @Test func `a history is read page by page, and exported as one file`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let path = "/v1/orders/\(ServiceBench.number)"
            let whole = try await bench.send("GET", "\(path)/history")
            guard case .array(let records)? = try whole.json["records"] else {
                Issue.record("\(whole.text)")
                return
            }
            let first = try await bench.send("GET", "\(path)/history?limit=2")
            let cursor = try #require(try first.json["next"]?.text)
            let rest = try await bench.send("GET", "\(path)/history?cursor=\(cursor)")
            guard case .array(let behind)? = try rest.json["records"] else {
                Issue.record("\(rest.text)")
                return
            }
            #expect(behind == Array(records.dropFirst(2)))

            let export = try await bench.send("GET", "\(path)/export")
            #expect(export.status == 200)
            #expect(export.text.split(separator: "\n").count == records.count + 1)
        }
    }

    @Test func `the velocity limit is shown, and reset with a reason`() async throws {
        try await ServiceBench.serving { bench in
            let shown = try await bench.send("GET", "/v1/limit")
            #expect(shown.status == 200)
            let blank = try await bench.send(
                "POST", "/v1/limit/reset", as: .operator, json: #"{"reason":" "}"#)
            #expect(blank.code == "invalid_reason")
            let answer = try await bench.send(
                "POST", "/v1/limit/reset", as: .operator, json: #"{"reason":"checked by hand"}"#)
            #expect(answer.status == 200, "\(answer.text)")
            let records = try await bench.engine.records(limit: 1000)
            let reset = records.filter { $0.event == "velocity_limit_reset" }
            #expect(reset.map(\.caller.actor.text) == ["operator"])
        }
    }

    @Test func `a journal without attempts, checkpoints and drift says so`() async throws {
        try await ServiceBench.serving { bench in
            for (path, member) in [
                ("/v1/attempts", "attempts"), ("/v1/checkpoints", "checkpoints"),
                ("/v1/drift", "entries"),
            ] {
                let answer = try await bench.send("GET", path)
                #expect(try answer.json[member] == .array([]), "\(answer.text)")
            }
            let reconciled = try await bench.send(
                "POST", "/v1/reconcile", as: .operator, json: "{}")
            #expect(try reconciled.json["attempts"] == .array([]))
        }
    }
}
