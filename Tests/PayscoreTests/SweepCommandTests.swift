import Foundation
import Testing

/// `sweep`: what WeChat was asked, what it takes for a position, and with which exit code it ends.
struct SweepCommandTests {
    @Test func `an order that WeChat refused to create is not asked about`() async throws {
        let shop = try await Shop()
        let refused = try await shop.payscore(
            "create", "-",
            input: Shop.creation("A-1").dropLast()
                + #","need_user_confirm":false,"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWe"}"#)
        #expect(refused.status == 12, "\(refused.output)\(refused.errors)")
        let sweep = try await shop.payscore("sweep", "--output", "json")
        #expect(sweep.status == 0, "\(sweep.output)\(sweep.errors)")
        #expect(try sweep.lines.last?["asked"] as? Int == 0)
        let shown = try await shop.payscore("show", "A-1").output.replacing("\n", with: " ")
        #expect(shown.contains("It is not known where order A-1 is"), "\(shown)")
        #expect(shown.contains("was refused by WeChat: NO_AUTH"), "\(shown)")
    }

    @Test func `an order that WeChat does not know is told apart from one without an answer`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        _ = try await shop.payscore(
            "observe", "-", input: #"{"out_order_no":"OLD-1","state":"CREATED"}"#)
        let sweep = try await shop.payscore("sweep", "--output", "json")
        #expect(sweep.status == 0, "\(sweep.output)\(sweep.errors)")
        let report = try sweep.lines.last
        #expect(report?["asked"] as? Int == 2)
        #expect(report?["unknown"] as? Int == 1 && report?["failed"] as? Int == 0)
        #expect(sweep.errors.contains(#""out_order_no":"OLD-1""#))
        #expect(sweep.errors.contains(#""result":"unknown""#))
        let text = try await shop.payscore("sweep")
        #expect(text.output.contains("0 without an answer, 1 unknown to WeChat"))
        #expect(text.errors.contains("OLD-1: WeChat does not know it"))
        try await shop.stopSandbox()
        let stopped = try await shop.payscore("sweep", "--output", "json")
        #expect(stopped.status == 13)
        #expect(try stopped.lines.last?["failed"] as? Int == 2)
    }

    @Test func `a position of someone else's making brings nothing into the journal`()
        async throws
    {
        let shop = try await Shop()
        let created = try await shop.payscore("create", "-", input: Shop.creation("A-1"))
        #expect(created.status == 0, "\(created.errors)")
        let told = "swp_10949fe8247cfd248272.0.created.777777.0.0.0.zzzz"
        let swept = try await shop.payscore("sweep", "--resume", told, "--output", "json")
        #expect(swept.status == 0, "\(swept.errors)")
        #expect(try swept.json["asked"] as? Int == 0)
        #expect(try swept.json["resumed_from"] as? String == told)
        #expect(try swept.json["began_at"] as? Int != 0)
        let text = try await shop.payscore("sweep", "--resume", told)
        #expect(text.output.contains("0 orders asked about, 0 differed"))
        #expect(text.output.contains("as the position says: 777,777 orders asked about"))
        let recorded = try await shop.payscore("history", "--journal", "--output", "json")
        let sweeps = try recorded.lines.filter { $0["event"] as? String == "swept" }
        #expect(sweeps.count == 2)
        for sweep in sweeps {
            let detail = try #require(sweep["detail"] as? String)
            #expect(detail.contains("asked=0\n") && !detail.contains("777777"))
            #expect(detail.contains("resumed_from=created.zzzz"))
            #expect(!detail.contains("began_at=0\n"))
        }
    }

    @Test(arguments: [
        "swp_10949fe8247cfd248272.0.awaiting_payment.9223372036854775807.0.0.0.",
        "swp_10949fe8247cfd248272.0.awaiting_payment.9223372036854775807.9223372036854775807.0.0.",
        "swp_10949fe8247cfd248272.0.awaiting_payment.1000000000001.0.0.0.", "nonsense",
    ])
    func `a position that counts what nobody can count is refused`(position: String) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["sweep", "--resume", position, "--output", "json"], in: directory.url,
            environment: Program.merchant)
        #expect(run.status == 64)
        #expect(run.errorCode == "usage")
    }
}
