import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderService

/// Requested and held calls, by the console's forms.
@Suite struct ConsoleApprovalTests {
    private static let cancel = "/console/orders/\(ServiceBench.number)/calls/cancel"

    /// A clerk's request to cancel the order; the page of it.
    private static func requested(
        _ clerk: ConsoleBrowser, _ fields: [String: String] = [:]
    ) async throws -> String {
        let answer = try await clerk.post(
            "\(cancel)/approval", ["reason": "charged twice"].merging(fields) { $1 })
        try #require(answer.status == 303, "\(answer.text)")
        return try #require(answer.header("location"))
    }

    private static func phase(_ bench: ServiceBench) async throws -> OrderPhase.Kind? {
        try await bench.engine.order(OutOrderNumber(ServiceBench.number))?.state.phase?.kind
    }

    @Test func `a clerk requests a cancel, and an approver acknowledges it by its amount`()
        async throws
    {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let clerk = try await ConsoleBrowser(bench, as: .clerk)
            let asked = try await clerk.post("\(Self.cancel)/decision")
            #expect(asked.text.contains("action=\"\(Self.cancel)/approval\""))
            let page = try await Self.requested(clerk)
            let sent = bench.provider.sent.count

            // Nobody acknowledges a request of their own, whatever the page offers.
            let own = try await clerk.get(page)
            #expect(own.text.contains("so somebody else has to acknowledge it."))
            #expect(!own.text.contains("/acknowledge\""))
            #expect(own.text.contains("/withdraw\""))
            let taken = try await clerk.post("\(page)/acknowledge", ["amount": "¥128.00"])
            #expect(taken.status == 403)

            let approver = try await ConsoleBrowser(bench, as: .approver)
            let queue = try await approver.get("/console/approvals")
            #expect(queue.text.contains(page) && queue.text.contains("¥128.00"))
            #expect(queue.text.contains("1 of 1 people have to acknowledge it"))
            let wrong = try await approver.post("\(page)/acknowledge", ["amount": "¥12.80"])
            #expect(wrong.status == 409)
            #expect(wrong.text.contains("Another amount is at stake than was stated"))
            let unclear = try await approver.post("\(page)/acknowledge", ["amount": "128"])
            #expect(unclear.status == 400)
            #expect(bench.provider.sent.count == sent)

            let done = try await approver.post("\(page)/acknowledge", ["amount": "¥128.00"])
            #expect(done.status == 303)
            let place = try #require(done.header("location"))
            #expect(place.hasPrefix("/console/orders/\(ServiceBench.number)?attempt=att_"))
            #expect(bench.provider.sent.count == sent + 1)
            let order = try await approver.get(place)
            #expect(order.text.contains("APPLIED"))
            #expect(try await approver.get(page).text.contains("MADE"))
            let again = try await approver.post("\(page)/acknowledge", ["amount": "¥128.00"])
            #expect(again.status == 409)
            #expect(bench.provider.sent.count == sent + 1)
            #expect(try await JournalVerifier().verify(bench.journal).isSound)
        }
    }

    @Test func `an approver acknowledges no request of their own`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let approver = try await ConsoleBrowser(bench, as: .approver)
            let page = try await Self.requested(approver)
            let sent = bench.provider.sent.count
            let own = try await approver.post("\(page)/acknowledge", ["amount": "¥128.00"])
            #expect(own.status == 409)
            #expect(own.text.contains("Nobody acknowledges a request of their own"))
            #expect(bench.provider.sent.count == sent)
        }
    }

    @Test func `while WeChat cannot be asked, the page says what it waits for`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let page = try await Self.requested(try await ConsoleBrowser(bench, as: .clerk))
            let approver = try await ConsoleBrowser(bench, as: .approver)
            let order = try await approver.get("/console/orders/\(ServiceBench.number)")
            #expect(order.text.contains(page))
            let overview = try await approver.get("/console/")
            #expect(overview.text.contains("Approvals waiting"))
            bench.provider.disturbQueries(.unreachable)
            let answer = try await approver.post("\(page)/acknowledge", ["amount": "¥128.00"])
            #expect(answer.status == 303)
            let shown = try await approver.get(page)
            #expect(shown.text.contains("All have acknowledged it"))
            #expect(shown.text.contains("Acknowledged by") && shown.text.contains("WAITING"))
        }
    }

    @Test func `an amount that changed sends it back, and the page says so`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let page = try await Self.requested(try await ConsoleBrowser(bench, as: .clerk))
            bench.provider.show(
                try OutOrderNumber(ServiceBench.number),
                as: OrderSnapshot(
                    state: "DOING", stateDescription: "MCH_COMPLETE",
                    collection: CollectionSnapshot(
                        state: "USER_PAYING", totalAmount: .fen(9900), payingAmount: .fen(9900),
                        paidAmount: .fen(0))))
            let sent = bench.provider.sent.count
            let approver = try await ConsoleBrowser(bench, as: .approver)
            let answer = try await approver.post("\(page)/acknowledge", ["amount": "¥128.00"])
            #expect(answer.status == 303 && answer.header("location") == page)
            let shown = try await approver.get(page)
            #expect(shown.text.contains("Another amount is at stake now than was acknowledged"))
            #expect(shown.text.contains("¥99.00") && shown.text.contains("/acknowledge\""))
            #expect(bench.provider.sent.count == sent)
        }
    }

    @Test func `it is rejected with a reason, and withdrawn by its requester alone`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let clerk = try await ConsoleBrowser(bench, as: .clerk)
            let approver = try await ConsoleBrowser(bench, as: .approver)
            let first = try await Self.requested(clerk)
            #expect(try await approver.post("\(first)/reject").status == 400)
            #expect(try await clerk.post("\(first)/reject", ["reason": "x"]).status == 403)
            let other = try await approver.post("\(first)/withdraw")
            #expect(other.status == 409)
            #expect(other.text.contains("Only the person who requested the call withdraws it"))
            let rejected = try await approver.post(
                "\(first)/reject", ["reason": "<b>they \"paid\"</b>"])
            #expect(rejected.status == 303)
            let ended = try await clerk.get(first)
            #expect(ended.text.contains("REJECTED"))
            #expect(ended.text.contains("&lt;b&gt;they &quot;paid&quot;&lt;/b&gt;"))
            let order = try await clerk.get("/console/orders/\(ServiceBench.number)")
            #expect(order.text.contains("&lt;b&gt;they &quot;paid&quot;&lt;/b&gt;"))

            let second = try await Self.requested(clerk)
            #expect(try await clerk.post("\(second)/withdraw").status == 303)
            #expect(try await clerk.get(second).text.contains("WITHDRAWN"))
            let waiting = try await clerk.get("/console/approvals")
            #expect(waiting.text.contains("There are none."))
            let all = try await clerk.inChinese.get("/console/approvals?all=true")
            #expect(all.text.contains("已驳回") && all.text.contains("已撤回"))
            #expect(try await Self.phase(bench) == .awaitingPayment)
        }
    }

    @Test func `a held call waits for its hour, and an approver gives it up alone`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let approver = try await ConsoleBrowser(bench, as: .approver)
            for wrong in ["0", "-1", "x", "41761"] {
                let answer = try await approver.post(
                    "\(Self.cancel)/approval", ["reason": "x", "hold": wrong])
                #expect(answer.status == 400, "\(wrong): \(answer.text)")
            }
            let page = try await Self.requested(
                approver, ["hold": "30", "amount": "¥128.00"])
            let shown = try await approver.get(page)
            #expect(shown.text.contains("Held until") && shown.text.contains("WAITING"))
            #expect(!shown.text.contains("have to acknowledge it"))
            let second = try await approver.post("\(Self.cancel)/approval", ["reason": "x"])
            #expect(second.status == 303 && second.header("location") == page)
            #expect(try await approver.post("\(page)/withdraw").status == 303)
            #expect(try await Self.phase(bench) == .awaitingPayment)
        }
    }

    @Test func `where two people must acknowledge it, the page of the call offers to request it`()
        async throws
    {
        var policy = CallPolicy()
        policy.twoPeople = TwoPeopleGuard(from: try Amount(fen: 10_000))
        try await ServiceBench.serving(policy: policy) { bench in
            try await bench.awaitPayment()
            let approver = try await ConsoleBrowser(bench, as: .approver)
            let asked = try await approver.post("\(Self.cancel)/decision")
            #expect(asked.text.contains("Two people other than you must acknowledge this amount."))
            #expect(!asked.text.contains("action=\"\(Self.cancel)\""))
            let page = try await Self.requested(approver)
            #expect(
                try await approver.get(page).text.contains("2 of 2 people have to acknowledge it"))
        }
    }

    @Test func `what is none, and what was never requested, is told`() async throws {
        try await ServiceBench.serving { bench in
            let reader = try await ConsoleBrowser(bench, as: .reader)
            #expect(try await reader.get("/console/approvals/x").status == 400)
            let unknown = try await reader.get("/console/approvals/apr_00112233445566778899")
            #expect(unknown.status == 404)
            #expect(unknown.text.contains("approval_unknown"))
        }
    }
}
