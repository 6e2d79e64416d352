import HTTPTypes
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderService

/// A form is taken from a page of the same session alone, and money is given up by its amount.
@Suite struct ConsoleFormTests {
    private static let order = "/console/orders/\(ServiceBench.number)"
    private static let cancel = "\(order)/calls/cancel"

    @Test func `a form without the session's key, or with another's, is refused`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .operator)
            let other = try await ConsoleBrowser(bench, as: .operator).formKey()
            for page in ConsolePage.allCases where page.method == .post && page != .enter {
                let path = page.path.replacing("{no}", with: ServiceBench.number)
                    .replacing("{call}", with: "cancel")
                    .replacing("{approval}", with: "apr_00112233445566778899")
                for key in [nil, "", "00", other] {
                    let answer = try await browser.post(path, ["reason": "a test"], key: key)
                    #expect(answer.status == 403, "\(page) \(answer.status)")
                    #expect(answer.text.contains("form_foreign"))
                }
            }
            let known = try await bench.engine.order(OutOrderNumber(ServiceBench.number))
            #expect(known?.isProtected == false)
        }
    }

    @Test(arguments: [
        ("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"), ("sec-fetch-site", "none"),
    ])
    func `a form from another site is refused, with the right key too`(
        name: String, value: String
    ) async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .operator)
            let answer = try await browser.post(
                "\(Self.order)/protect", ["reason": "a test"], headers: [(name, value)])
            #expect(answer.status == 403)
            let token = try #require(bench.tokens[.reader]).secret
            let entered = try await ConsoleBrowser(bench).post(
                "/console/sign-in", ["token": token], key: "", headers: [(name, value)])
            #expect(entered.status == 403)
            #expect(entered.header("set-cookie") == nil)
        }
    }

    @Test func `a form from our own page is taken`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .operator)
            let answer = try await browser.post(
                "\(Self.order)/protect", ["reason": "a test"],
                headers: [
                    ("origin", "http://127.0.0.1:\(bench.apiPort)"),
                    ("sec-fetch-site", "same-origin"),
                ])
            #expect(answer.status == 303)
            let known = try await bench.engine.order(OutOrderNumber(ServiceBench.number))
            #expect(known?.isProtected == true)
        }
    }

    @Test func `a cancel is sent once, and only with the amount at stake`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .approver)
            let decided = try await browser.post("\(Self.cancel)/decision")
            #expect(decided.status == 200)
            #expect(decided.text.contains("WeChat would stop collecting ¥128.00 for good"))
            var fields = [
                "permit": try #require(decided.field("permit")), "reason": "charged twice",
            ]
            fields["amount"] = "128"
            let bare = try await browser.post(Self.cancel, fields)
            #expect(bare.status == 400)
            fields["amount"] = "¥127.99"
            let wrong = try await browser.post(Self.cancel, fields)
            #expect(wrong.status == 409)
            #expect(wrong.text.contains("another amount is at stake"))
            #expect(bench.provider.sent.count == 2)

            fields["permit"] = wrong.field("permit")
            fields["amount"] = "¥128.00"
            let done = try await browser.post(Self.cancel, fields)
            #expect(done.status == 303)
            #expect(bench.provider.sent.count == 3)
            let again = try await browser.post(Self.cancel, fields)
            #expect(again.status == 409)
            #expect(bench.provider.sent.count == 3)

            let page = try await browser.get(try #require(done.header("location")))
            #expect(page.text.contains("APPLIED"))
            #expect(page.text.contains("approver acknowledged the amount"))
            let records = try await bench.engine.history(
                of: OutOrderNumber(ServiceBench.number), limit: 1000)
            let callers = Set(
                records.elements.suffix(4).map {
                    "\($0.caller.actor) \($0.caller.channel) \($0.caller.identification)"
                })
            #expect(callers == ["approver console verified:bearer_token"])
        }
    }

    @Test func `a clerk asks, and passes the permit to an approver`() async throws {
        var policy = CallPolicy()
        policy.secondPerson = SecondPersonGuard()
        try await ServiceBench.serving(policy: policy) { bench in
            try await bench.awaitPayment()
            let clerk = try await ConsoleBrowser(bench, as: .clerk)
            let asked = try await clerk.post("\(Self.cancel)/decision")
            #expect(asked.field("permit") == nil)
            let start = try #require(asked.text.firstRange(of: "<code class=\"permit\">"))
            let permit = String(asked.text[start.upperBound...].prefix { $0 != "<" })
            let byClerk = try await clerk.post(
                Self.cancel, ["permit": permit, "amount": "¥128.00", "reason": "charged twice"])
            #expect(byClerk.status == 403)

            let approver = try await ConsoleBrowser(bench, as: .approver)
            let own = try await approver.post("\(Self.cancel)/decision")
            var fields = [
                "permit": try #require(own.field("permit")), "amount": "¥128.00",
                "reason": "charged twice",
            ]
            let alone = try await approver.post(Self.cancel, fields)
            #expect(alone.status == 409)
            #expect(alone.text.contains("same_person"))
            fields["colleague"] = permit
            let together = try await approver.post(Self.cancel, fields)
            #expect(together.status == 303)
            #expect(bench.provider.sent.count == 3)
        }
    }

    @Test func `the amount is lowered, and an order reported as paid, by forms too`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .approver)
            let modify = "\(Self.order)/calls/modify"
            #expect(try await browser.get(modify).text.contains("name=\"total\""))
            #expect(try await browser.post("\(modify)/decision", ["total": "x"]).status == 400)
            let lower = try await browser.post("\(modify)/decision", ["total": "¥100.00"])
            let lowered = try await browser.post(
                modify,
                [
                    "permit": try #require(lower.field("permit")), "total": "¥100.00",
                    "item": "rent", "reason": "too long", "amount": "¥28.00",
                ])
            #expect(lowered.status == 303, "\(lowered.text)")

            let report = "\(Self.order)/calls/report-paid"
            let paid = try await browser.post(
                "\(report)/decision", ["paid_at": "20260131160000"])
            let reported = try await browser.post(
                report,
                [
                    "permit": try #require(paid.field("permit")), "paid_at": "20260131160000",
                    "amount": "¥100.00",
                ])
            #expect(reported.status == 303, "\(reported.text)")
            #expect(bench.provider.sent.count == 4)
        }
    }

    @Test func `an operator resets the limit and asks about what is unresolved`() async throws {
        try await ServiceBench.serving { bench in
            let browser = try await ConsoleBrowser(bench, as: .operator)
            #expect(try await browser.post("/console/limit", ["reason": ""]).status == 400)
            let reset = try await browser.post("/console/limit", ["reason": "counted"])
            let told = try #require(reset.header("location"))
            #expect(try await browser.get(told).text.contains("It was reset"))
            let asked = try await browser.post("/console/reconcile")
            let counted = try #require(asked.header("location"))
            #expect(try await browser.get(counted).text.contains("WeChat was asked about 0 calls"))
            // A link of somebody else's has nothing told that did not happen.
            let other = try await ConsoleBrowser(bench, as: .operator)
            #expect(!(try await other.get(told).text.contains("It was reset")))
            #expect(!(try await other.get(counted).text.contains("WeChat was asked")))
            let grown = counted.replacing("asked=0", with: "asked=9")
            #expect(!(try await browser.get(grown).text.contains("WeChat was asked")))
        }
    }
}
