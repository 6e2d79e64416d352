import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Testing

@testable import OrderService

/// What the console shows of a webhook, and what an operator does about dead letters.
@Suite struct ConsoleWebhookTests {
    /// A receiver that is never asked.
    private struct Receiver: WebhookReceiver {
        let name = "https://orders.example.com/…"
        func take(_ message: WebhookMessage) async throws(WebhookFailure) {}
    }

    private static func serving(_ body: (ServiceBench) async throws -> Void) async throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        func webhook(_ engine: Engine, _ journal: SQLiteJournalStore) -> WebhookDeliveries {
            WebhookDeliveries(of: engine, kept: journal, to: Receiver(), secret: secret)
        }
        try await ServiceBench.serving(webhook: webhook) { bench in
            try await bench.awaitPayment()
            let held = try [("A-1", nil), ("B-1", bench.engine.now)].map {
                (name: String, retry: Timestamp?) in
                HeldDelivery(
                    subject: .order(try OutOrderNumber(name)), revision: 3, tries: 9,
                    since: bench.engine.now, retryAt: retry, problem: "answered <b>422</b>")
            }
            try await bench.journal.keep(
                WebhookProgress(sequence: 1), holding: held, releasing: [])
            try await body(bench)
        }
    }

    @Test func `the page shows what waits and what was given up`() async throws {
        try await Self.serving { bench in
            let page = try await ConsoleBrowser(bench, as: .reader).get("/console/webhook")
            #expect(page.status == 200)
            #expect(page.text.contains("https://orders.example.com/…"))
            #expect(page.text.contains("given up"))
            #expect(page.text.contains("answered &lt;b&gt;422&lt;/b&gt;"))
            #expect(!page.text.contains("Deliver again"))
            let chinese = try await ConsoleBrowser(bench, as: .operator).inChinese
                .get("/console/webhook")
            #expect(chinese.text.contains("已放弃") && chinese.text.contains("重新推送"))
        }
    }

    @Test func `an operator has a dead letter delivered again, and nothing else`() async throws {
        try await Self.serving { bench in
            let browser = try await ConsoleBrowser(bench, as: .operator)
            let again = try await browser.post(
                "/console/webhook/redeliver", ["subject": "order:A-1"])
            #expect(again.status == 303)
            let subject = Subject.order(try OutOrderNumber("A-1"))
            let revived = try #require(
                try await bench.journal.heldDeliveries(of: [subject]).first)
            #expect(!revived.isDead && revived.revision == 3)
            for (path, subject) in [
                ("redeliver", "order:A-1"), ("drop", "order:B-1"), ("drop", "order:NONE"),
            ] {
                let answer = try await browser.post(
                    "/console/webhook/\(path)", ["subject": subject])
                #expect(answer.status == 409)
                #expect(answer.text.contains("delivery_not_dead"))
            }
            #expect(
                try await browser.post("/console/webhook/drop", ["subject": "x"]).status == 400)
        }
    }

    @Test func `without a webhook there is no page, and no link to it`() async throws {
        try await ServiceBench.serving { bench in
            let browser = try await ConsoleBrowser(bench, as: .reader)
            #expect(try await browser.get("/console/webhook").status == 404)
            #expect(!(try await browser.get("/console/")).text.contains("/console/webhook"))
        }
    }
}
