import Foundation
import Testing

/// What was tried and not done, as `history` and `diagram` show it.
struct HistoryCommandTests {
    private static let token = "pmt_00000000000000000000000000000000"
    /// What `sha256sum` says of the token.
    private static let digest = "1cca5320849826e26c13f1507fe485a814ab5f096dd087d3e5be28e67c486a48"

    @Test func `a cancel with a permit that nobody was given says why, with what, and for what`()
        async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let tried = try await shop.payscore(
            "cancel", "A-1", "--reason", "sneaky", "--permit", Self.token, "--at-stake", "50.00",
            actor: "mallory")
        #expect(tried.status == 14)
        let history = try await shop.payscore("history", "A-1", "--output", "json")
        let record = try Unwrap.value(
            try history.lines.last { $0["event"] as? String == "decided" }, "no decision")
        #expect(record["reason"] as? String == "sneaky")
        #expect(record["actor"] as? String == "mallory")
        let details = record["details"] as? [String: String]
        #expect(details?["problem"] == "permit_unknown")
        #expect(details?["permit"] == Self.digest)
        #expect(details?["stated"] == "5000")
        #expect(details?["acknowledged_by"] == "mallory")
        #expect(!history.output.contains("pmt_"))

        let shown = try await Self.words(shop.payscore("history", "A-1"))
        let digest = Self.digest.prefix(12)
        #expect(shown.contains("cancel needs acknowledgement"))
        #expect(shown.contains("problem permit unknown · permit \(digest)…"), "\(shown)")
        #expect(shown.contains("“sneaky”"))
        let diagram = try await shop.payscore("diagram", "A-1")
        #expect(diagram.output.contains("permit_unknown"))
        #expect(diagram.output.contains("sneaky"))
    }

    @Test func `a name that is given is only claimed, and that of the system's user is verified`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        // Whatever the environment says, the system knows as whom a process runs.
        let run = try await shop.payscore(
            "query", "A-1", actor: "", environment: ["USER": "somebody", "LOGNAME": "somebody"])
        #expect(run.status == 0, "\(run.errors)")
        let records = try await shop.payscore("history", "A-1", "--output", "json").lines
        let (first, last) = (try #require(records.first), try #require(records.last))
        #expect(first["identified_by"] as? String == "claimed")
        #expect(last["identified_by"] as? String == "verified:system_user")
        let user = try await Program.shell("id -un || echo uid-$(id -u)", in: shop.directory.url)
        let name = user.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(last["actor"] as? String == name)
        #expect(first["system_user"] as? String == name)
    }

    @Test func `a complete that breaks a rule of WeChat's is in the history of a known order`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let tried = try await shop.payscore(
            "complete", "A-1", "-", "--output", "json",
            input: #"{"post_payments":[{"name":"租金","amount":5}],"total_amount":6}"#)
        #expect(tried.errorCode == "request_invalid")
        let history = try await Self.words(shop.payscore("history", "A-1"))
        #expect(history.contains("complete denied"))
        #expect(history.contains("problem request invalid · pointer /total_amount"))
    }

    @Test func `the journal's own records are shown in place of an order's`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let reset = try await shop.payscore("velocity-limit", "reset", "--reason", "new month")
        #expect(reset.status == 0, "\(reset.errors)")
        let records = try await shop.payscore("history", "--journal", "--output", "json").lines
        #expect(records.first?["event"] as? String == "begun")
        #expect(records.last?["event"] as? String == "velocity_limit_reset")
        #expect(records.last?["reason"] as? String == "new month")
        #expect(records.allSatisfy { $0["subject"] as? String == "journal" })
        let shown = try await Self.words(shop.payscore("history", "--journal"))
        #expect(shown.contains("velocity limit reset"))
        #expect(shown.contains("“new month”"))
        for words in [["history"], ["history", "A-1", "--journal"]] {
            let refused = try await Program.run(words, in: shop.directory.url)
            #expect(refused.status == 64)
            #expect(refused.errors.contains("--journal"))
        }
    }

    /// What was written, wherever its lines were broken.
    private static func words(_ run: Program.Run) -> String {
        run.output.split { $0.isWhitespace }.joined(separator: " ")
    }
}
