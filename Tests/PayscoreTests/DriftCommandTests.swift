import Foundation
import OrderLifecycle
import Testing

/// `drift`: where orders were found elsewhere than the journal knew.
struct DriftCommandTests {
    /// A shop in which colleagues cancelled two orders, the second found later than the first.
    private static func shop() async throws -> Shop {
        let shop = try await Shop()
        for order in ["A-1", "B-2"] {
            try await shop.charge(order)
            try await shop.control("orders/\(order)/revoke")
            let run = try await shop.payscore("query", order)
            guard run.status == 0 else { throw Unwrap(description: run.errors) }
        }
        return shop
    }

    private static func orders(in run: Program.Run) throws -> [String?] {
        try run.lines.map { $0["out_order_no"] as? String }
    }

    @Test func `what was found is listed by when it was found`() async throws {
        let shop = try await Self.shop()
        let all = try await shop.payscore("drift", "--output", "json")
        #expect(try Self.orders(in: all) == ["A-1", "B-2"])
        let last = try all.lines.last?["record"] as? [String: Any]
        let milliseconds = try Unwrap.value(last?["at"] as? Int, "no time: \(all.output)")
        let found = try Timestamp(milliseconds: Int64(milliseconds)).description
        // From a time on, and before a time.
        let from = try await shop.payscore("drift", "--from", found, "--output", "json")
        #expect(try Self.orders(in: from) == ["B-2"])
        let before = try await shop.payscore("drift", "--to", found, "--output", "json")
        #expect(try Self.orders(in: before) == ["A-1"])
        for range in [["--to", "2020-01-01"], ["--from", "2090-01-01"]] {
            let none = try await shop.payscore(["drift"] + range)
            #expect(none.status == 0)
            #expect(none.output == "Nothing differed.\n")
        }
    }

    @Test(arguments: [
        ["--from", "yesterday"], ["--to", "2026-02-30"],
        ["--from", "2026-02-02", "--to", "2026-02-01"],
    ])
    func `a time that cannot be meant is refused`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(["drift"] + words, in: directory.url)
        #expect(run.status == 64, "\(run.errors)")
    }
}
