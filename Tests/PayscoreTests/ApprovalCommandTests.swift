import Foundation
import Testing

/// One person requests a cancel on the command line, and another one acknowledges the amount.
@Suite struct ApprovalCommandTests {
    /// An order that awaits ¥128.00.
    private static func shop() async throws -> Shop {
        let shop = try await Shop()
        try await shop.charge("A-1", fen: 12_800)
        return shop
    }

    private static func requested(_ shop: Shop, _ more: String...) async throws -> String {
        let run = try await shop.payscore(
            ["cancel", "A-1", "--reason", "用户取消", "--output", "json"] + more, actor: "clerk-1")
        #expect(run.status == 0, "\(run.errors)")
        let approval = try #require(try run.json["approval"] as? [String: Any])
        #expect(approval["state"] as? String == "waiting")
        return try #require(approval["approval"] as? String)
    }

    @Test func `a requested cancel is made once another person states the amount`() async throws {
        let shop = try await Self.shop()
        let approval = try await Self.requested(shop, "--request-approval")
        let listed = try await shop.payscore("approval", "list")
        #expect(listed.output.contains(approval) && listed.output.contains("¥128.00"))

        let own = try await shop.payscore(
            "approval", "acknowledge", approval, "--at-stake", "128.00", actor: "clerk-1")
        #expect(own.status == 14)
        #expect(own.output.contains("approval_own_request"))
        let wrong = try await shop.payscore(
            "approval", "acknowledge", approval, "--at-stake", "12.80", actor: "finance-2")
        #expect(wrong.status == 14)
        #expect(wrong.output.contains("approval_amount_differs"))

        let done = try await shop.payscore(
            "approval", "acknowledge", approval, "--at-stake", "128.00", actor: "finance-2")
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.contains("CANCELLED A-1"))
        #expect(try await shop.payscore("approval", "list").output.contains("Nothing waits."))
        let told = try await shop.payscore("history", "A-1")
        #expect(told.output.contains("approval requested") && told.output.contains("finance-2"))
        #expect(try await shop.payscore("verify").status == 0)
    }

    @Test func `a rejected request is never made, and says why`() async throws {
        let shop = try await Self.shop()
        let approval = try await Self.requested(shop, "--request-approval")
        let rejected = try await shop.payscore(
            "approval", "reject", approval, "--reason", "客户仍在使用", actor: "finance-2")
        #expect(rejected.status == 0)
        #expect(rejected.output.contains("REJECTED"))
        let late = try await shop.payscore(
            "approval", "acknowledge", approval, "--at-stake", "128.00", actor: "finance-2")
        #expect(late.status == 14)
        #expect(late.output.contains("approval_over"))
        let order = try await shop.payscore("show", "A-1", "--output", "json")
        #expect(order.output.contains("awaiting_payment"))
    }

    @Test func `what is held is withdrawn by whom it belongs to`() async throws {
        let shop = try await Self.shop()
        let approval = try await Self.requested(
            shop, "--hold", "60", "--at-stake", "128.00", "--lasts", "5")
        let early = try await shop.payscore("approval", "run")
        #expect(early.status == 0)
        #expect(early.output.contains("Nothing is due."))
        let other = try await shop.payscore("approval", "withdraw", approval, actor: "finance-2")
        #expect(other.status == 14)
        let own = try await shop.payscore("approval", "withdraw", approval, actor: "clerk-1")
        #expect(own.status == 0)
        #expect(own.output.contains("WITHDRAWN"))
    }

    @Test func `where two people must, a permit is not enough`() async throws {
        let shop = try await Self.shop()
        let permit = try await shop.permit(for: "A-1")
        try shop.setPolicy(["two_people_fen": 12_800])
        let asked = try await shop.payscore("can-cancel", "A-1", actor: "clerk-1")
        #expect(asked.status == 10)
        #expect(asked.output.contains("--request-approval") && !asked.output.contains("pmt_"))
        let denied = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", permit, "--at-stake", "128.00",
            actor: "finance-2")
        #expect(denied.status == 11)
        #expect(denied.output.contains("second_approver_missing"))
        let approval = try await Self.requested(shop, "--request-approval")
        for (actor, says) in [("finance-2", "WAITING"), ("finance-3", "CANCELLED")] {
            let run = try await shop.payscore(
                "approval", "acknowledge", approval, "--at-stake", "128.00", actor: actor)
            #expect(run.status == 0)
            #expect(run.output.contains(says))
        }
    }

    @Test(arguments: [
        ["--request-approval", "--at-stake", "1.00"], ["--lasts", "5"],
        ["--request-approval", "--dry-run"], ["--hold", "0"], ["--hold", "43201"],
        ["--request-approval", "--permit", "pmt_1", "--at-stake", "1.00"],
        ["--at-stake", "128.00"],
    ])
    func `options that contradict each other are refused`(options: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["cancel", "A-1", "--reason", "x"] + options, in: directory.url)
        #expect(run.status == 64)
    }
}
