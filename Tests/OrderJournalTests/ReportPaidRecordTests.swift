import OrderLifecycle
import Testing

@testable import OrderJournal

/// When an order was paid elsewhere is written into the records, and read back from them.
struct ReportPaidRecordTests {
    private static let call = OrderCall.reportPaid(at: Sample.at(-1000))

    private static func record(_ detail: String) -> JournalRecord {
        let record = RecordContentTests.record(of: .order(.protected))
        return JournalRecord(
            sequence: 9, subject: record.subject, revision: 9, at: record.at, providerAt: nil,
            event: "intended", phaseBefore: nil, phaseAfter: nil, cause: record.cause,
            caller: record.caller, origin: record.origin, reason: nil, rules: nil,
            detail: Detail(text: detail), evidence: nil, previous: .zero, hash: .zero)
    }

    @Test func `an intent, a decision and a permit say the moment`() throws {
        let permit = try Permit(
            order: Sample.number, call: Self.call, revision: 7, loss: Sample.loss(5000),
            requestedBy: Sample.caller.identifiedActor, expiresAt: Sample.at(600_000))
        let contents: [RecordContent] = [
            .attempt(
                .intended(
                    IntentDetails(
                        attempt: AttemptID("att_1"), call: Self.call, requestDigest: .zero))),
            .order(
                .decided(
                    DecisionDetails(
                        code: .denied, reasons: ["paid_in_future"], stateRevision: 7, policy: .zero,
                        call: .reportPaid, paidAt: Self.call.terms.paidAt))),
            .order(.permitIssued(PermitDetails(digest: Sample.digest, terms: permit))),
        ]
        for content in contents {
            let record = RecordContentTests.record(of: content)
            #expect(record.detail?["paid_at"] == Sample.at(-1000).decimal)
            #expect(try record.content == content)
        }
    }

    @Test(arguments: PaymentRoute.allCases, [nil, Sample.fen(5)])
    func `a closed order says which way its payment took`(route: PaymentRoute, paid: Amount?) {
        let phase = OrderPhase.done(paid: paid, through: route)
        let text = "done" + (paid == nil ? "" : " paid=5") + " through=\(route.rawValue)"
        #expect(StateText.text(phase) == text)
        #expect(StateText.phase(text) == phase)
    }

    @Test(arguments: [
        "done through=merchant paid=1", "done paid=1 through=cash", "done paid=1 through=",
        "done through", "revoked through=merchant",
    ])
    func `a way of payment out of place is no phase`(text: String) {
        #expect(StateText.phase(text) == nil)
    }

    @Test(arguments: [("", "call"), ("\npaid_at=-1", "paid_at"), ("\npaid_at=1.5", "paid_at")])
    func `a report without a moment has no meaning`(line: String, member: String) {
        let record = Self.record(
            "attempt=a\ncall=report_paid\nrequest_sha256=\(Sample.digest.hex)" + line)
        do throws(UnreadableRecord) {
            let content = try record.content
            Issue.record("\(content)")
        } catch { #expect(error.member == member) }
    }
}
