import Foundation
import Testing

/// `sweep`: what WeChat was asked, and with which exit code it ends.
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
}
