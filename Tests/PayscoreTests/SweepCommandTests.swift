import Foundation
import Testing

/// `sweep`: what it takes for a position, and what it then says and records.
struct SweepCommandTests {
    @Test func `a position of someone else's making brings nothing into the journal`()
        async throws
    {
        let shop = try await Shop()
        let created = try await shop.payscore("create", "-", input: Shop.creation("A-1"))
        #expect(created.status == 0, "\(created.errors)")
        let told = "swp_10949fe8247cfd248272.0.created.777777.0.0.zzzz"
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
        "swp_10949fe8247cfd248272.0.awaiting_payment.9223372036854775807.0.0.",
        "swp_10949fe8247cfd248272.0.awaiting_payment.9223372036854775807.9223372036854775807.0.",
        "swp_10949fe8247cfd248272.0.awaiting_payment.1000000000001.0.0.", "nonsense",
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
