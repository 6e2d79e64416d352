import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import payscore

/// An order that was paid another way, as a person reports it.
struct ReportPaidCommandTests {
    private static func report(
        _ shop: Shop, _ words: String..., at time: String = "20260131160000",
        actor: String = "tester"
    ) async throws -> Program.Run {
        try await shop.payscore(
            ["report-paid", "A-1", "--paid-at", time] + words + ["--output", "json"],
            actor: actor)
    }

    @Test func `a bill that was paid in cash is reported by the consent of a person`() async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let careless = try await Self.report(shop)
        #expect(careless.status == 10)
        let card = try await shop.payscore("report-paid", "A-1", "--paid-at", "20260131160000")
        #expect(card.output.contains("to report it as paid, repeat with --permit and --at-stake"))
        #expect(!card.output.contains("give this up"))
        let decision = try careless.json["decision"] as? [String: Any]
        #expect(decision?["at_stake_fen"] as? Int == 5000)
        let permit = decision?["permit"] as? [String: Any]
        let token = try Unwrap.value(permit?["token"] as? String, careless.output)

        let dry = try await Self.report(shop, "--permit", token, "--at-stake", "50.00", "--dry-run")
        let request = try dry.json["request"] as? [String: String]
        #expect(request?["path"] == "/v3/payscore/serviceorder/A-1/sync")
        #expect(request?["body"]?.contains(#""paid_time":"20260131160000""#) == true)
        let other = try await Self.report(
            shop, "--permit", token, "--at-stake", "50.00", at: "20260131")
        #expect(other.status == 14)
        #expect(try other.json["problem"] as? String == "permit_foreign")

        let done = try await Self.report(
            shop, "--permit", token, "--at-stake", "50.00", "--reason", "现金", actor: "finance")
        #expect(done.status == 0, "\(done.errors)")
        let order = try done.json["order"] as? [String: Any]
        #expect(order?["phase"] as? String == "done")
        #expect(order?["paid_through"] as? String == "merchant")
        let attempt = try done.json["attempt"] as? [String: Any]
        #expect(attempt?["given_up_kind"] as? String == "received_elsewhere")
        #expect(attempt?["paid_at"] as? String == "2026-01-31T08:00:00.000Z")

        let limit = try await shop.payscore("velocity-limit", "status", "--output", "json")
        #expect(try limit.json["fen"] as? Int == 0)
        #expect(try limit.json["reported_fen"] as? Int == 5000)
        #expect(
            try await shop.payscore("velocity-limit", "status").output.contains(
                "reported as paid elsewhere: 1 call, ¥50.00 (5000 fen); no limit"))
        let shown = try await shop.payscore("show", "A-1").output.replacing("\n", with: " ")
        #expect(shown.contains("¥50.00 was received elsewhere"), "\(shown)")
        #expect(!shown.contains("given up for good"))
        let history = try await shop.payscore("history", "A-1").output
        #expect(history.contains("report as paid intended"))
        #expect(history.contains("“现金”"))
        #expect(history.contains("to the merchant, elsewhere"))
        #expect(try await shop.payscore("verify").status == 0)
    }

    @Test func `a person reads what was reported, in either language`() async throws {
        let shop = try await Shop()
        for (number, language, start) in [
            (
                "A-1", "en",
                "REPORTED AS PAID A-1: paid at 2026-01-31T16:00:00.000+08:00; WeChat collects no "
                    + "more; ¥50.00 received elsewhere (by the word of finance)\n"
            ),
            (
                "A-2", "zh",
                "已登记为已付 A-2：付款时间 2026-01-31T16:00:00.000+08:00；微信不再收款；"
                    + "已在别处收到 ¥50.00（由 finance 确认）\n"
            ),
        ] {
            try await shop.charge(number)
            let words = [
                "report-paid", number, "--paid-at", "20260131160000", "--lang", language,
            ]
            let stopped = try await shop.payscore(words)
            #expect(stopped.status == 10)
            let place = try Unwrap.value(stopped.output.firstRange(of: "pmt_"), stopped.output)
            let token = stopped.output[place.lowerBound...].prefix(36)
            let done = try await shop.payscore(
                words + ["--permit", String(token), "--at-stake", "¥50"], actor: "finance")
            #expect(done.output.hasPrefix(start), "\(done.output)")
        }
    }

    @Test(arguments: [
        ("2026-01-31", 65, "invalid_paid_at"), ("20260230", 65, "invalid_paid_at"),
        ("99991231235959", 11, nil),
    ])
    func `a time that is none, or still to come, is refused before anything is sent`(
        time: String, status: Int32, code: String?
    ) async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let run = try await Self.report(shop, at: time)
        #expect(run.status == status)
        #expect(run.errorCode == code)
        if status == 11 { #expect(run.output.contains("paid_in_future")) }
        #expect((run.output + run.errors).contains("UTC+8"))
        let requests = try await shop.requests()
        #expect(!requests.contains { $0["operation"] as? String == "sync" })
    }

    @Test func `a report that WeChat's own collection forestalled says what to do`() throws {
        let caller = Caller(
            actor: try ActorName("clerk"), channel: try CallerChannel("cli"))
        func lines(_ call: OrderCall) throws -> String {
            let lost = Refusal(kind: .alreadyDone, code: "ORDER_DONE", status: 400, message: "")
            let attempt = AttemptProjection(
                intent: IntentDetails(
                    attempt: AttemptID("att_1"), call: call, requestDigest: .zero),
                subject: .order(try OutOrderNumber("A-1")), decidedOn: .unseen, caller: caller,
                intendedAt: Timestamp(clamping: 0), dispatches: 1,
                lastSentAt: Timestamp(clamping: 0), uncertainty: .none, refusal: lost,
                condition: .settled(.refused(lost)))
            return AttemptOutput(attempt: attempt).lines.map { $0.rendered(inColour: false) }
                .joined(separator: "\n")
        }
        let told = try lines(.reportPaid(at: Timestamp(clamping: 0)))
        #expect(told.contains("ORDER_DONE (HTTP 400)"))
        #expect(told.contains("refund WeChat's payment by its transaction_id"))
        #expect(try !lines(.cancel).contains("transaction_id"))
    }
}
