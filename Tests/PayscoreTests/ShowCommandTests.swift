import Foundation
import Testing

/// `show`: an order in one paragraph, in the person's language.
struct ShowCommandTests {
    /// What was told, without spaces: lines are broken at them, and within Chinese.
    private static func paragraph(_ run: Program.Run) -> String { squeezed(run.output) }

    private static func squeezed(_ text: String) -> String {
        text.filter { !$0.isWhitespace }
    }

    @Test func `a forgiven bill names the amount, the people, the reason and WeChat's word`()
        async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1", fen: 12_800)
        let waiting = Self.paragraph(try await shop.payscore("show", "A-1"))
        #expect(waiting.contains(Self.squeezed("Order A-1 has awaited payment since ")))
        #expect(waiting.contains(Self.squeezed(": ¥128.00 is due. tester did it.")))
        let permit = try await shop.permit(for: "A-1", actor: "clerk-1")
        let run = try await shop.payscore(
            "cancel", "A-1", "--reason", "用户取消", "--permit", permit, "--at-stake", "128.00",
            actor: "finance-2")
        #expect(run.status == 0, "\(run.errors)")
        let shown = Self.paragraph(try await shop.payscore("show", "A-1", "--lang", "en"))
        #expect(shown.contains(Self.squeezed("Order A-1 was revoked on ")))
        #expect(
            shown.contains(
                Self.squeezed("¥128.00 was given up for good (forgiven) by a cancel: clerk-1")))
        #expect(
            shown.contains(
                Self.squeezed("finance-2 acknowledged the amount, and finance-2 made the call on")))
        #expect(shown.contains(Self.squeezed("because “用户取消”.")))
        #expect(shown.contains(Self.squeezed("WeChat's signed answer said so")))
        #expect(
            shown.contains(Self.squeezed("Not all of its records are sealed by a checkpoint yet.")))
        _ = try await shop.payscore("checkpoint")
        let chinese = try await shop.payscore("show", "A-1", "--lang", "zh")
        let told = Self.paragraph(chinese)
        #expect(told.contains(Self.squeezed("订单 A-1 已于 ")))
        #expect(told.contains(Self.squeezed("取消永久放弃了 ¥128.00（免除）：clerk-1 申请，finance-2 确认金额")))
        #expect(told.contains(Self.squeezed("原因是“用户取消”")))
        #expect(told.contains(Self.squeezed("+08:00 的检查点封存。")))
        let json = try await shop.payscore("show", "A-1", "--output", "json").json
        let noted = try await shop.payscore(
            "note", "A-1", "--about", "1", "--explains", "--reason", "seen")
        #expect(noted.status == 0, "\(noted.errors)")
        let later = Self.paragraph(try await shop.payscore("show", "A-1"))
        #expect(later.contains(Self.squeezed("Not all of its records are sealed")))
        let given = (json["given_up"] as? [[String: Any]])?.first
        #expect(given?["given_up_fen"] as? Int == 12_800)
        #expect(given?["requested_by"] as? String == "clerk-1")
        #expect(json["sealed_by_size"] as? Int != nil)
    }

    @Test func `what was done elsewhere is told as such, and a refusal with WeChat's words`()
        async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1")
        try await shop.control("orders/A-1/deduction-start")
        let permit = try await shop.permit(for: "A-1")
        _ = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", permit, "--at-stake", "50.00")
        let shown = Self.paragraph(try await shop.payscore("show", "A-1"))
        #expect(shown.contains(Self.squeezed("cancel")), "\(shown)")
        _ = try await shop.payscore(
            "observe", "-", input: #"{"out_order_no":"B-2","state":"CREATED"}"#)
        _ = try await shop.payscore(
            "observe", "-", input: #"{"out_order_no":"B-2","state":"REVOKED"}"#)
        let other = Self.paragraph(try await shop.payscore("show", "B-2"))
        #expect(other.contains(Self.squeezed("it was done elsewhere")))
        #expect(other.contains(Self.squeezed("tester noticed it.")))
        #expect(other.contains(Self.squeezed("That is only claimed")))
        _ = try await shop.payscore(
            "observe", "-", input: #"{"out_order_no":"A-1","state":"REVOKED"}"#)
        let contradicted = Self.paragraph(try await shop.payscore("show", "A-1"))
        #expect(
            contradicted.contains(Self.squeezed("Two observations of it contradicted each other")))
        let none = try await shop.payscore("show", "C-3", "--output", "json")
        #expect(none.status == 66 && none.errorCode == "order_unknown")
    }
}
