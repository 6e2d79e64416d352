import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import StrictJSON
import Testing

@testable import OrderService

/// The life of an order over HTTP, and what the records say of it.
@Suite struct OrderLifeTests {
    private static let path = "/v1/orders/\(ServiceBench.number)"
    private static let cancel = #"{"call":"cancel","reason":"用户取消"#

    private static func cancel(_ permit: String, _ fen: Int) -> String {
        #"\#(cancel)","consent":{"permit":"\#(permit)","at_stake_fen":\#(fen)}}"#
    }

    private static func permit(_ bench: ServiceBench, as role: Role = .clerk) async throws -> String
    {
        let answer = try await bench.send(
            "POST", "\(path)/decision", as: role, json: #"{"call":"cancel"}"#)
        try #require(answer.status == 200, "\(answer.text)")
        return try #require(answer.json["permit"]?["token"]?.text)
    }

    @Test func `a clerk asks, an approver states the amount, and the order is cancelled`()
        async throws
    {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let permit = try await Self.permit(bench)

            let unasked = try await bench.call(Self.cancel + #""}"#, as: .clerk)
            #expect(unasked.status == 409)
            #expect(unasked.code == "needs_acknowledgement")
            let byClerk = try await bench.call(Self.cancel(permit, 12_800), as: .clerk)
            #expect(byClerk.status == 403)
            #expect(byClerk.code == "consent_not_permitted")
            let wrong = try await bench.call(Self.cancel(permit, 12_799), as: .approver)
            #expect(wrong.status == 409)
            #expect(try wrong.json["result"]?["problem"]?.text == "permit_amount_differs")
            #expect(bench.provider.sent.count == 2)

            let done = try await bench.call(Self.cancel(permit, 12_800), as: .approver)
            #expect(done.status == 200, "\(done.text)")
            #expect(try done.json["order"]?["phase"]?.text == "revoked")
            let again = try await bench.call(Self.cancel(permit, 12_800), as: .approver)
            #expect(again.status == 409)
            #expect(bench.provider.sent.count == 3)
        }
    }

    @Test func `the records name the principals, and that their tokens were verified`()
        async throws
    {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let permit = try await Self.permit(bench)
            _ = try await bench.call(Self.cancel(permit, 12_800), as: .approver)
            let order = try OutOrderNumber(ServiceBench.number)
            let records = try await bench.engine.history(of: order, limit: 1000).elements
            let callers = Set(
                records.map(\.caller).map { "\($0.actor) \($0.channel) \($0.identification)" })
            #expect(
                callers == [
                    "service http verified:bearer_token", "clerk http verified:bearer_token",
                    "approver http verified:bearer_token",
                ])
        }
    }

    @Test func `nobody acknowledges what they asked for, where a second person must`()
        async throws
    {
        var policy = CallPolicy()
        policy.secondPerson = SecondPersonGuard()
        policy.verifiedPerson = VerifiedPersonGuard()
        try await ServiceBench.serving(policy: policy) { bench in
            try await bench.awaitPayment()
            let own = try await Self.permit(bench, as: .approver)
            let alone = try await bench.call(Self.cancel(own, 12_800), as: .approver)
            #expect(alone.status == 409)
            #expect(alone.code == "denied")
            let reasons = try alone.json["reasons"]
            #expect("\(String(describing: reasons))".contains("same_person"))
            #expect("\(String(describing: reasons))".contains("message_zh"))

            let asked = try await Self.permit(bench, as: .clerk)
            let both = try await bench.call(Self.cancel(asked, 12_800), as: .approver)
            #expect(both.status == 200, "\(both.text)")
        }
    }

    @Test func `a dry run sends nothing`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let permit = try await Self.permit(bench)
            let answer = try await bench.call(
                #"{"call":"cancel","reason":"x","dry_run":true,"#
                    + #""consent":{"permit":"\#(permit)","at_stake_fen":12800}}"#, as: .approver)
            #expect(answer.status == 200)
            #expect(try answer.json["result"]?.text == "dry_run")
            #expect(bench.provider.sent.count == 2)
        }
    }

    @Test func `a call whose answer was lost is accepted, and reconciled later`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let permit = try await Self.permit(bench)
            // Neither the answer nor any query that would tell comes within the call.
            bench.provider.disturbSending(.lost(isApplied: true))
            bench.provider.disturbQueries(.after {}, .unreachable, .unreachable, .unreachable)
            let lost = try await bench.call(Self.cancel(permit, 12_800), as: .approver)
            #expect(lost.status == 202, "\(lost.text)")
            let open = try await bench.send("GET", "/v1/attempts?open=true")
            #expect(try open.json["attempts"] != .array([]))

            bench.provider.disturbQueries()
            let report = try await bench.send("POST", "/v1/reconcile", as: .operator, json: "{}")
            #expect([200, 503].contains(report.status), "\(report.text)")
        }
    }

    @Test func `an order that has gone on is not called by what was read before`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let read = try await bench.send("GET", Self.path)
            let tag = try #require(read.header("etag"))
            #expect(try read.json["order"]?["phase"]?.text == "awaiting_payment")
            #expect(try read.json["order"]?["revision"]?.wholeNumber.map { "\"\($0)\"" } == tag)
            let same = try await bench.send("GET", Self.path, headers: [("if-none-match", tag)])
            #expect(same.status == 304)

            _ = try await bench.send(
                "POST", "\(Self.path)/protect", as: .operator, json: #"{"reason":"纠纷"}"#)
            let collect = #"{"call":"collect"}"#
            let late = try await bench.call(collect, as: .clerk, headers: [("if-match", tag)])
            #expect(late.status == 412)
            #expect(late.code == "revision_differs")
            let sent = bench.provider.sent.count
            let now = try #require(late.header("etag"))
            let timely = try await bench.call(collect, as: .clerk, headers: [("if-match", now)])
            #expect(timely.status == 200, "\(timely.text)")
            #expect(bench.provider.sent.count == sent + 1)
        }
    }

    @Test func `a protected order is denied with every reason in both languages`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            _ = try await bench.send(
                "POST", "\(Self.path)/protect", as: .operator, json: #"{"reason":"dispute"}"#)
            let answer = try await bench.call(Self.cancel + #""}"#, as: .clerk)
            #expect(answer.status == 409)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(try answer.json["type"]?.text == "urn:payscore:denied")
            #expect(answer.text.contains("protected"))
            let lifted = try await bench.send(
                "POST", "\(Self.path)/unprotect", as: .operator, json: #"{"reason":"settled"}"#)
            #expect(lifted.status == 200)
            #expect(try lifted.json["protected"] == .bool(false))
        }
    }

    @Test func `a decision without WeChat has no permit`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let asked = bench.provider.calls.count
            let answer = try await bench.send(
                "POST", "\(Self.path)/decision", as: .clerk,
                json: #"{"call":"modify","total_fen":3000,"offline":true}"#)
            #expect(answer.status == 200)
            #expect(try answer.json["decision"]?.text == "needs_acknowledgement")
            #expect(try answer.json["at_stake_fen"]?.wholeNumber == 9800)
            #expect(try answer.json["permit"] == .null)
            #expect(bench.provider.calls.count == asked)
        }
    }
}
