import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import StrictJSON
import Testing

@testable import OrderService

/// A clerk requests what an approver acknowledges, over HTTP.
@Suite struct ApprovalTests {
    private static let place = "/v1/orders/\(ServiceBench.number)/approvals"
    private static let cancel = #"{"call":"cancel","reason":"用户取消"}"#

    private static func requested(_ bench: ServiceBench) async throws -> String {
        let answer = try await bench.send("POST", place, as: .clerk, json: cancel)
        try #require(answer.status == 200, "\(answer.text)")
        #expect(try answer.json["result"]?.text == "waiting")
        return try #require(answer.json["approval"]?["approval"]?.text)
    }

    private static func decide(
        _ bench: ServiceBench, _ approval: String, _ step: String, as role: Role, _ json: String
    ) async throws -> Answered {
        try await bench.send("POST", "/v1/approvals/\(approval)/\(step)", as: role, json: json)
    }

    @Test func `an approver states the amount, and the cancel is sent once`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let approval = try await Self.requested(bench)
            let before = bench.provider.sent.count
            let byClerk = try await Self.decide(
                bench, approval, "acknowledge", as: .clerk, #"{"at_stake_fen":12800}"#)
            #expect(byClerk.status == 403)
            let wrong = try await Self.decide(
                bench, approval, "acknowledge", as: .approver, #"{"at_stake_fen":12799}"#)
            #expect(wrong.status == 409)
            #expect(wrong.code == "approval_amount_differs")
            #expect(bench.provider.sent.count == before)

            let done = try await Self.decide(
                bench, approval, "acknowledge", as: .approver, #"{"at_stake_fen":12800}"#)
            #expect(done.status == 200, "\(done.text)")
            #expect(try done.json["result"]?.text == "made")
            #expect(try done.json["call"]?["order"]?["phase"]?.text == "revoked")
            let again = try await Self.decide(
                bench, approval, "acknowledge", as: .approver, #"{"at_stake_fen":12800}"#)
            #expect(again.code == "approval_over")
            #expect(bench.provider.sent.count == before + 1)
            let known = try await bench.send("GET", "/v1/approvals/\(approval)")
            #expect(try known.json["state"]?.text == "made")
        }
    }

    @Test func `what waits is listed, until it is rejected or withdrawn`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let first = try await Self.requested(bench)
            #expect(try await bench.send("GET", "/v1/approvals").text.contains(first))
            let rejected = try await Self.decide(
                bench, first, "reject", as: .approver, #"{"reason":"客户仍在使用"}"#)
            #expect(try rejected.json["result"]?.text == "rejected")
            let second = try await Self.requested(bench)
            let byOther = try await Self.decide(bench, second, "withdraw", as: .approver, "{}")
            #expect(byOther.code == "approval_other_requester")
            let withdrawn = try await Self.decide(bench, second, "withdraw", as: .clerk, "{}")
            #expect(try withdrawn.json["result"]?.text == "withdrawn")
            let waiting = try await bench.send("GET", "/v1/approvals")
            #expect(try waiting.json["approvals"] == .array([]))
            let all = try await bench.send("GET", "/v1/approvals?all=true&limit=1")
            #expect(try all.json["next"]?.text == second)
        }
    }

    @Test func `only an approver holds what nobody else acknowledges`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let held =
                #"{"call":"cancel","reason":"取消","hold_seconds":60,"at_stake_fen":12800}"#
            let byClerk = try await bench.send("POST", Self.place, as: .clerk, json: held)
            #expect(byClerk.status == 403)
            #expect(byClerk.code == "consent_not_permitted")
            let answer = try await bench.send("POST", Self.place, as: .approver, json: held)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(try answer.json["approval"]?["held_until"]?.text != nil)
            #expect(bench.provider.sent.count == 2)
        }
    }

    @Test(
        arguments: [
            (#"{"call":"collect"}"#, 400, "member_invalid"),
            (#"{"call":"cancel"}"#, 400, "member_missing"),
            (#"{"call":"cancel","reason":"x","paid_at":"1"}"#, 400, "member_unknown"),
            (#"{"call":"cancel","reason":"x","hold_seconds":-1}"#, 400, "member_invalid"),
            (
                #"{"call":"cancel","reason":"x","lasts_seconds":1}"#, 400,
                "invalid_approval_lifetime"
            ),
            (
                #"{"call":"cancel","reason":"x","hold_seconds":5000000000}"#, 400,
                "invalid_approval_hold"
            ),
        ])
    func `a request that is no such is refused`(body: String, status: Int, code: String)
        async throws
    {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let answer = try await bench.send("POST", Self.place, as: .clerk, json: body)
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.code == code)
            #expect(try await bench.engine.approvals.list().elements.isEmpty)
        }
    }

    @Test func `an approval that nobody knows is not found`() async throws {
        try await ServiceBench.serving { bench in
            let known = try await bench.send("GET", "/v1/approvals/apr_00112233445566778899")
            #expect(known.status == 404)
            #expect(known.code == "approval_unknown")
            let name = try await bench.send("GET", "/v1/approvals/att_1")
            #expect((400..<500).contains(name.status))
        }
    }
}
