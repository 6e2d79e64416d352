import Testing

/// Which calls may be made on an order.
struct CallsCommandTests {
    @Test func `every call is told, with what denies it and what it gives up`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let run = try await shop.payscore("calls", "A-1")
        #expect(run.status == 0, "\(run.errors)")
        let lines = run.output.split(separator: "\n").map(String.init)
        func position(_ start: String) -> Int? { lines.firstIndex { $0.hasPrefix(start) } }
        let cancel = try Unwrap.value(
            position("cancel  NEEDS ACKNOWLEDGEMENT  gives up at least ¥50.00"), run.output)
        #expect(lines[cancel + 1].hasPrefix("  collection_abandoned  "))
        #expect(position("modify  NEEDS ACKNOWLEDGEMENT  gives up at least ¥0.01") != nil)
        let complete = try Unwrap.value(position("complete  DENIED"), run.output)
        #expect(lines[complete + 1].hasPrefix("  already_completed  "))
        for call in ["create", "create_completed"] {
            let denied = try Unwrap.value(position("\(call)  DENIED"), run.output)
            #expect(lines[denied + 1].hasPrefix("  order_exists  "))
        }
        let chinese = try await shop.payscore(
            "calls", "A-1", environment: ["LC_ALL": "zh_CN.UTF-8"])
        #expect(chinese.output.contains("cancel  须先确认  至少放弃 ¥50.00"))
    }

    @Test func `programs get every member, and no decision is recorded`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let before = try await Self.decisions(on: "A-1", in: shop)
        let run = try await shop.payscore("calls", "A-1", "--output", "json")
        #expect(run.status == 0)
        #expect(try run.json["out_order_no"] as? String == "A-1")
        let calls = try Unwrap.value(try run.json["calls"] as? [[String: Any]], "no calls")
        let decisions = Dictionary(
            uniqueKeysWithValues: calls.compactMap { call in
                (call["call"] as? String).flatMap { name in
                    (call["decision"] as? String).map { (name, $0) }
                }
            })
        #expect(decisions["complete"] == "allowed")
        #expect(decisions["cancel"] == "allowed")
        #expect(decisions["create_completed"] == "denied")
        #expect(try await Self.decisions(on: "A-1", in: shop) == before)
        let unknown = try await shop.payscore("calls", "NONE")
        #expect(unknown.status != 0)
        #expect(unknown.errors.contains("order_unknown"))
    }

    @Test func `the time from which it may be asked again is in the person's zone`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        #expect(try await shop.payscore("collect", "A-1").status == 0)
        for (words, time) in [
            (["calls", "A-1"], /[0-9]\.[0-9]{3}\+08:00 起可再次催收/),
            (["collect", "A-1"], /[0-9]\.[0-9]{3}\+08:00 起可再次催收/),
        ] {
            let run = try await shop.payscore(words + ["--lang", "zh"])
            #expect(run.output.contains(time), "\(run.output)")
        }
        let json = try await shop.payscore("collect", "A-1", "--output", "json").output
        #expect(json.contains(/again from [-0-9T:.]+Z/))
    }

    /// How many decisions the records of an order have.
    private static func decisions(on order: String, in shop: Shop) async throws -> Int {
        let history = try await shop.payscore("history", order, "--output", "json")
        return try history.lines.filter { $0["event"] as? String == "decided" }.count
    }
}
