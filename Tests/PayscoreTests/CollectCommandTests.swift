import Foundation
import Testing

/// WeChat is asked to collect, as a person does it.
struct CollectCommandTests {
    @Test func `WeChat is asked once an hour, and says when it may be asked again`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let done = try await shop.payscore("collect", "A-1")
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.hasPrefix("ASKED TO COLLECT A-1\n"))
        #expect(done.output.contains("awaiting_payment · due ¥50.00"))
        let again = try await shop.payscore("collect", "A-1", "--output", "json")
        #expect(again.status == 11)
        let decision = try again.json["decision"] as? [String: Any]
        #expect(again.output.contains("collected_lately"))
        #expect((decision?["next_collect_at"] as? String)?.hasSuffix("Z") == true)
        let requests = try await shop.requests()
        #expect(requests.count { $0["operation"] as? String == "pay" } == 1)
        #expect(try await shop.payscore("verify").status == 0)
    }

    @Test func `a lost answer is unproven, in either language, and leaves nothing open`()
        async throws
    {
        let shop = try await Shop()
        for (number, language, start) in [
            ("A-1", "en", "UNPROVEN  the collect of A-1: no answer came"),
            ("A-2", "zh", "无法证实  订单 A-2 的催收请求：没有收到"),
        ] {
            try await shop.charge(number)
            try await shop.fault("answer_lost", on: "pay", of: number)
            let run = try await shop.payscore("collect", number, "--lang", language)
            #expect(run.status == 13)
            #expect(run.output.hasPrefix(start), "\(run.output)")
        }
        let open = try await shop.payscore("attempts", "--open", "--output", "json")
        #expect(try open.lines.isEmpty)
        let all = try await shop.payscore("attempts", "--output", "json")
        #expect(try all.lines.first?["result"] as? String == "unproven")
        #expect(try await shop.payscore("reconcile").status == 0)
        #expect(try await shop.payscore("history", "A-1").output.contains("collect unproven"))
        #expect(try await shop.payscore("verify").status == 0)
    }
}
