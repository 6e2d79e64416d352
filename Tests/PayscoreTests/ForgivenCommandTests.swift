import Foundation
import Testing

@testable import payscore

/// `forgiven`: what was given up, by which call and by whom.
struct ForgivenCommandTests {
    /// A shop in which a bill was lowered by one clerk and another forgiven by a second.
    private static func shop() async throws -> Shop {
        let shop = try await Shop()
        try await shop.charge("A-1", fen: 5000)
        try await shop.charge("B-2", fen: 12_800)
        let asked = try await shop.payscore(
            "modify", "A-1", "-", "--output", "json", input: Shop.modification(3000),
            actor: "clerk-1")
        let decision = try asked.json["decision"] as? [String: Any] ?? asked.json
        let permit = decision["permit"] as? [String: Any]
        let token = try Unwrap.value(permit?["token"] as? String, "no permit: \(asked.output)")
        let lowered = try await shop.payscore(
            "modify", "A-1", "-", "--permit-file",
            try shop.directory.write(
                token, to: "permit", mode: 0o600), "--at-stake", "20.00",
            input: Shop.modification(3000), actor: "clerk-1")
        guard lowered.status == 0 else { throw Unwrap(description: lowered.errors) }
        let cancelled = try await shop.payscore(
            "cancel", "B-2", "--reason", "x", "--permit", try await shop.permit(for: "B-2"),
            "--at-stake", "128.00", actor: "=cmd")
        guard cancelled.status == 65 else { throw Unwrap(description: cancelled.errors) }
        let again = try await shop.payscore(
            "cancel", "B-2", "--reason", "x", "--permit", try await shop.permit(for: "B-2"),
            "--at-stake", "128.00", actor: "+finance")
        guard again.status == 0 else { throw Unwrap(description: again.errors) }
        return shop
    }

    @Test func `sums, filters and a table that no spreadsheet runs`() async throws {
        let shop = try await Self.shop()
        let json = try await shop.payscore("forgiven", "--output", "json").lines
        #expect(json.count == 3)
        #expect(json[0]["kind"] as? String == "forgiven")
        let totals = (json[2]["totals"] as? [[String: Any]])?.first
        #expect(totals?["fen"] as? Int == 14_800 && totals?["calls"] as? Int == 2)
        let text = try await shop.payscore("forgiven")
        #expect(text.output.contains("forgiven: ¥148.00 in 2 calls"))
        #expect(try await shop.payscore("forgiven", "--lang", "zh").output.contains("免除：¥148.00"))
        let one = try await shop.payscore("forgiven", "--by", "Clerk-1")
        #expect(one.output.contains("forgiven: ¥20.00 in 1 call"))
        #expect(!one.output.contains("B-2"))
        for (option, name, sum) in [
            ("--by", "+finance", "¥128.00 in 1 call"), ("--by", "tester", "¥0.00 in 0 calls"),
            ("--requested-by", "tester", "¥128.00 in 1 call"),
            ("--requested-by", "+finance", "¥0.00 in 0 calls"),
            ("--acknowledged-by", "+finance", "¥128.00 in 1 call"),
            ("--acknowledged-by", "clerk-1", "¥20.00 in 1 call"),
        ] {
            let found = try await shop.payscore("forgiven", option, name)
            #expect(found.output.contains("forgiven: \(sum)"), "\(option) \(name)")
        }
        for range in [["--to", "2020-01-01"], ["--from", "2090-01-01"]] {
            let none = try await shop.payscore(["forgiven"] + range)
            #expect(none.output.contains("forgiven: ¥0.00 in 0 calls"))
        }
        let csv = try await shop.payscore("forgiven", "--csv")
        let lines = csv.output.split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("time,order,kind,call,yuan,fen,result,actor,"))
        #expect(lines[1].contains(",B-2,forgiven,cancel,128.00,12800,given_up,'+finance,tester,"))
        #expect(lines[2].contains(",A-1,forgiven,modify,20.00,2000,given_up,clerk-1,clerk-1,"))
    }

    @Test(arguments: [
        ["forgiven", "--from", "yesterday"], ["forgiven", "--from", "2026-02-30"],
        ["forgiven", "--from", "2026-02-02", "--to", "2026-02-01"],
        ["forgiven", "--csv", "--output", "json"], ["orders", "--event", "revokd"],
        ["orders", "--call", "delete"], ["history", "A-1", "--to", "2026-1-1"],
    ])
    func `what cannot be meant is refused`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(words, in: directory.url)
        #expect(run.status == 64, "\(run.errors)")
    }

    @Test func `orders and histories are found by time, actor, call and event`() async throws {
        let shop = try await Self.shop()
        func numbers(_ words: String...) async throws -> [String?] {
            try await shop.payscore(["orders", "--output", "json"] + words).lines
                .map { $0["out_order_no"] as? String }
        }
        #expect(try await numbers("--event", "revoked") == ["B-2"])
        #expect(try await numbers("--call", "modify") == ["A-1"])
        #expect(try await numbers("--by", "+FINANCE") == ["B-2"])
        #expect(try await numbers("--from", "2020-01-01") == ["B-2", "A-1"])
        #expect(try await numbers("--to", "2020-01-01").isEmpty)
        #expect(try await numbers("--event", "completed", "--phase", "revoked") == ["B-2"])
        let page = try await shop.payscore(
            "orders", "--from", "2020-01-01", "--by", "tester", "--limit", "1")
        #expect(
            page.errors.contains(
                "payscore orders --from='2020-01-01' --by='tester' --limit 1 --after='B-2'"))
        #expect(
            try await numbers("--from=2020-01-01", "--by=tester", "--after=B-2") == ["A-1"])
        let history = try await shop.payscore(
            "history", "A-1", "--call", "modify", "--by", "clerk-1", "--output", "json"
        ).lines
        #expect(!history.isEmpty)
        #expect(history.allSatisfy { $0["actor"] as? String == "clerk-1" })
        let none = try await shop.payscore(
            "history", "A-1", "--event", "revoked", "--output", "json")
        #expect(none.status == 0 && none.output.isEmpty)
    }
}
