import Testing

/// `orders`, page by page.
struct OrdersCommandTests {
    @Test func `orders are listed page by page and by phase`() async throws {
        let shop = try await Shop()
        for order in ["A-1", "A-2", "A-3"] {
            let run = try await shop.payscore(
                "observe", "-",
                input: #"{"out_order_no":"\#(order)","state":"CREATED"}"#)
            #expect(run.status == 0)
        }
        _ = try await shop.payscore(
            "observe", "-", input: #"{"out_order_no":"A-3","state":"EXPIRED"}"#)
        let first = try await shop.payscore("orders", "--limit", "2", "--output", "json")
        #expect(try first.lines.map { $0["out_order_no"] as? String } == ["A-1", "A-2"])
        #expect(first.errors.contains("payscore orders --limit 2 --after='A-2'"))
        let created = try await shop.payscore("orders", "--limit", "1", "--phase", "created")
        #expect(created.errors.contains("orders --phase created --limit 1 --after='A-1'"))
        let rest = try await shop.payscore("orders", "--after", "A-2", "--output", "json")
        #expect(try rest.lines.map { $0["out_order_no"] as? String } == ["A-3"])
        #expect(rest.errors.isEmpty)
        let expired = try await shop.payscore("orders", "--phase", "expired", "--output", "json")
        #expect(try expired.lines.count == 1)
    }
}
