import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// What is written into a record is read back from it.
struct RecordContentTests {
    static let phases: [OrderPhase] = [
        .created(riskFund: nil), .created(riskFund: Sample.fen(4900)), .inService(riskFund: nil),
        .inService(riskFund: .zero), Sample.awaiting(due: 5000),
        Sample.awaiting(due: 3000, paid: 900), .done(paid: nil), .done(paid: .zero),
        .done(paid: Sample.fen(5), through: .merchant), .revoked, .expired,
    ]

    static var events: [OrderEvent] {
        let plain: [OrderEvent] = [
            .created(.confirm, riskFund: Sample.fen(4900)), .created(.noConfirm, riskFund: nil),
            .confirmed, .completed(due: Sample.fen(5000)), .completedWithoutCharge,
            .reduced(total: Sample.fen(1)), .partlyPaid(paid: Sample.fen(900)),
            .paid(
                Sample.fen(9), through: .weChat,
                transactionIDs: ["4200001", "4200002"].compactMap { try? TransactionID($0) }),
            .paid(.zero, through: .merchant), .paid(nil, through: nil), .revoked, .expired,
        ]
        let routes = PaymentRoute.allCases.map { OrderEvent.paid(Sample.fen(5), through: $0) }
        let payments = ["4200001", "4200002"].compactMap { try? TransactionID($0) }
        let done = OrderPhase.done(paid: Sample.fen(9), through: .weChat)
        let found: [OrderEvent] = [
            .adopted(done, transactionIDs: payments), .advanced(done, transactionIDs: payments),
            .corrected(done, transactionIDs: payments),
            .partlyPaid(paid: Sample.fen(900), transactionIDs: payments),
        ]
        return plain + routes + found
            + phases.flatMap { [.adopted($0), .advanced($0), .corrected($0)] }
    }

    static var outcomes: [AttemptOutcome] {
        AttemptProof.allCases.map { .applied($0) } + AttemptFailure.allCases.map { .notApplied($0) }
            + Refusal.Kind.allCases.map {
                .refused(Refusal(kind: $0, code: "CODE", status: 400, message: ""))
            } + [.unproven]
    }

    static var decisions: [RecordContent] {
        OrderCall.Kind.allCases.flatMap { call in
            CallDecision.Code.allCases.map { code in
                .order(
                    .decided(
                        DecisionDetails(
                            code: code, reasons: code == .denied ? ["protected", "at_night"] : [],
                            loss: code == .needsAcknowledgement
                                ? Sample.loss(5000, paid: 100) : nil,
                            notice: code == .allowed ? "service_uncharged" : nil,
                            stateRevision: 7, policy: .zero, call: call)))
            }
        } + [
            .order(
                .decided(
                    DecisionDetails(
                        code: .denied, reasons: ["observation_too_old"], stateRevision: 7,
                        policy: .zero,
                        call: .cancel, problem: "permit_unknown", tried: Sample.tried))),
            .order(
                .decided(
                    DecisionDetails(
                        code: .allowed, loss: Sample.loss(1), stateRevision: 7, policy: .zero,
                        call: .cancel,
                        tried: Sample.tried, isDryRun: true))),
            .order(
                .decided(
                    DecisionDetails(
                        code: .denied, stateRevision: 7, policy: .zero,
                        call: .complete, problem: "request_invalid",
                        pointer: "/post_payments/0/amount"))),
        ]
    }

    /// None, and one for each problem: with all that it may say, or next to nothing.
    private static var claims: [AnswerClaim?] {
        [nil, AnswerClaim(.unsigned, status: 401)]
            + VerificationProblem.allCases.map {
                AnswerClaim(
                    $0, status: 401, code: "SIGN_ERROR", message: "签名=错误 \u{202E}\nwhy=x",
                    keyID: "PUB_KEY_ID_01", date: Sample.at(1000), receivedAt: Sample.at(2000))
            }
    }

    static var attempts: [RecordContent] {
        let attempt = AttemptID(randomBytes: [0, 255, 16])
        let deferrals = Attempt.Uncertainty.allCases.flatMap { uncertainty in
            [nil, Sample.refusal].flatMap { refusal in
                claims.map { claim in
                    RecordContent.attempt(
                        .deferred(
                            DeferralDetails(
                                attempt: attempt, why: "timed_out", uncertainty: uncertainty,
                                refusal: refusal, claim: claim,
                                lastSentAt: Sample.at(0), nextAt: Sample.at(300_000))))
                }
            }
        }
        let settled = OrderCall.Kind.allCases.flatMap { call in
            outcomes.flatMap { outcome in
                ([nil] + Attempt.Uncertainty.allCases).map {
                    RecordContent.attempt(
                        .settled(
                            SettlementDetails(
                                attempt: attempt, call: call, outcome: outcome, uncertainty: $0)))
                }
            }
        }
        return deferrals + settled + [
            .attempt(.intended(Sample.intent("att_00"))),
            .attempt(.intended(Sample.intent("att_01", permit: Sample.digest))),
            .attempt(
                .intended(
                    IntentDetails(
                        attempt: attempt, call: .create(.noConfirm, riskFund: Sample.fen(1)),
                        requestDigest: .zero))),
            .attempt(
                .intended(
                    IntentDetails(
                        attempt: attempt, call: .complete(total: Sample.fen(5000)),
                        requestDigest: .zero))),
            .attempt(
                .settled(
                    SettlementDetails(
                        attempt: attempt, call: .cancel, outcome: .notApplied(.changed),
                        uncertainty: Attempt.Uncertainty.none, why: "protected"))),
            .attempt(.dispatched(attempt, count: 2)), .attempt(.parked(attempt)),
            .attempt(.appliedLate(attempt)),
        ]
    }

    static var contents: [RecordContent] {
        let permit = Sample.permit(
            of: Sample.number, revision: 7, loss: Sample.loss(5000, paid: 100),
            expiresAt: Sample.at(600_000), lifetime: .seconds(599))
        let others: [RecordContent] = [
            .order(.protected), .order(.unprotected), .order(.notified(Sample.notification)),
            .order(.noted(NoteDetails(about: 1, .explains))),
            .order(.noted(NoteDetails(about: 8, .disputes))),
            .order(.alarmAcknowledged(raisedBy: 8)), .journal(.velocityLimitTripped),
            .journal(.velocityLimitReset), .journal(.begun(.sample)),
            .journal(.keyAdded(publicKey: "AAAA+/8=")), .journal(.policyChanged(Sample.policy)),
            .journal(.policyChanged(PolicyDetails("rules==1=\nrules=", previous: Sample.digest))),
            .journal(.swept(Sample.sweep)), .journal(.swept(Sample.resumedSweep)),
            .journal(.resumed(ResumptionDetails(.headMissing, epoch: 2, found: 0))),
            .journal(
                .resumed(
                    ResumptionDetails(
                        .recordsMissing, epoch: 3, found: 7, known: 9, knownRoot: Sample.digest))),
            .order(.identified(OrderIdentity())),
            .order(
                .identified(
                    OrderIdentity(
                        merchantID: try? MerchantID("1230000109"), appID: try? AppID("wx0=1"),
                        serviceID: try? ServiceID("500001"), orderID: try? OrderID("156465")))),
            .order(.permitIssued(PermitDetails(digest: Sample.digest, terms: permit))),
        ]
        let observations: [ObservationOutcome] =
            [.confirmed, .resolved] + IndeterminateReason.allCases.map { .indeterminate($0) }
            + OrderPhase.Kind.allCases.map { .stale($0) }
            + Contradiction.allCases.map { .contradiction($0) }
        let losses: [OutsideChange.Loss] = [
            .nothing, .exactly(Sample.fen(1)), .upTo(Sample.fen(2)), .upTo(nil),
        ]
        let outside = OutsideChange.Kind.allCases.flatMap { kind in
            losses.map { OutsideChange(kind, loss: $0) }
        }
        let told = [true, false].flatMap { isSigned in
            events.map { RecordContent.order(.happened($0, isSigned: isSigned)) }
                + observations.map { .order(.observed($0, isSigned: isSigned)) }
                + outside.flatMap { change in
                    events.map { .order(.happened($0, isSigned: isSigned, outside: change)) }
                }
        }
        return told + decisions + attempts + others + authorizations + approvals
    }

    /// The record that a content becomes, whatever stands before it.
    static func record(of content: RecordContent) -> JournalRecord {
        JournalRecord(
            sequence: 9, subject: .order(Sample.number), revision: 9, at: Sample.at(0),
            providerAt: nil, event: content.event, phaseBefore: nil, phaseAfter: nil,
            cause: Cause(.call), caller: Sample.caller, origin: .sample, reason: nil, rules: nil,
            detail: content.detail, evidence: nil, previous: .zero, hash: .zero)
    }

    /// The lines of a content.
    static func detail(of content: RecordContent) -> Detail? { content.detail }

    @Test func `every content is read back as it was written`() throws {
        for content in Self.contents {
            #expect(try Self.record(of: content).content == content)
        }
    }

    @Test(arguments: [0, 1])
    func `an excerpt that leaves a record no room is left out of the evidence`(excess: Int) {
        let excerpt = String(repeating: "x", count: Evidence.excerptLimit + excess)
        let evidence = Evidence(excerpt: excerpt, bodyDigest: Sample.digest.hex)
        #expect(evidence.excerpt == (excess == 0 ? excerpt : nil))
        #expect(evidence.bodyDigest == Sample.digest.hex)
    }

    @Test func `an observation that brings an event is recorded as the event`() throws {
        let record = Self.record(of: .order(.observed(.event(.confirmed))))
        #expect(try record.content == .order(.happened(.confirmed)))
    }

    @Test func `every code is among the samples, and each has its own`() {
        #expect(Set(RecordContent.events) == Set(Self.contents.map(\.event)))
        #expect(Set(Self.contents.compactMap(\.attempt)).count == 5)
    }

    @Test(
        arguments: [
            "", "\u{301}begins with an accent", "a=b=c", "a\u{2028}b", "\u{85}", "频率过高",
            "attempt=att_9", "\u{200D}", "👨‍👩‍👧‍👦",
        ])
    func `whatever WeChat says as its message is read back`(message: String) throws {
        let refusal = Refusal(kind: .other, code: "\u{301}X", status: 400, message: message)
        let content = RecordContent.attempt(
            .settled(
                SettlementDetails(
                    attempt: AttemptID("att_1"), call: .cancel, outcome: .refused(refusal))))
        let read = try Self.record(of: content).content
        guard case .attempt(.settled(let end)) = read, case .refused(let found) = end.outcome else {
            Issue.record("\(read)")
            return
        }
        #expect(Array(found.message.utf8) == Array(message.utf8))
        #expect(Array(found.code.utf8) == Array("\u{301}X".utf8))
    }

    @Test func `a line break in a message makes no line of its own`() throws {
        let message = "one\noutcome=answered\r\ntwo\0\u{7F}"
        let refusal = Refusal(kind: .other, code: "X", status: 400, message: message)
        let content = RecordContent.attempt(
            .settled(
                SettlementDetails(
                    attempt: AttemptID("att_1"), call: .cancel, outcome: .refused(refusal))))
        guard
            case .attempt(.settled(let end)) = try Self.record(of: content)
                .content, case .refused(let found) = end.outcome
        else {
            Issue.record("not refused")
            return
        }
        #expect(found.message == "one outcome=answered  two  ")
    }

    @Test func `what is stored of an attempt is what a replay reads, control characters and all`()
        async throws
    {
        let journal = InMemoryJournal.begun()
        let refusal = Refusal(kind: .other, code: "X", status: 500, message: "a\nb\u{1B}c")
        let attempt = AttemptID("att_1")
        try await journal.commit(on: .wholeJournal) { writer in
            let subject = Subject.order(Sample.number)
            try writer.append(
                Sample.draft(subject, .order(.happened(.adopted(.created(riskFund: nil))))))
            try writer.append(
                Sample.draft(subject, .attempt(.intended(Sample.intent(attempt.text)))))
            let deferral = DeferralDetails(
                attempt: attempt, why: "x", uncertainty: .failed, refusal: refusal,
                lastSentAt: Sample.at(0), nextAt: Sample.at(1))
            try writer.append(Sample.draft(subject, .attempt(.deferred(deferral))))
        }
        let stored = try await journal.read { try $0.attempt(attempt)?.refusal?.message }
        #expect(stored == "a b c")
        #expect(try await JournalVerifier().verify(journal).isSound)
    }

    @Test func `a decision that names a permit neither issues nor spends it`() {
        let presented = RecordContent.order(
            .decided(
                DecisionDetails(
                    code: .allowed, stateRevision: 1, policy: .zero, call: .cancel,
                    problem: "permit_spent",
                    tried: Sample.tried)))
        #expect(presented.detail?["permit"] == Sample.digest.hex)
        #expect(presented.permitDigest == nil)
    }

    // MARK: What has no meaning

    static func altered(
        _ content: RecordContent, event: String? = nil, detail: String?
    ) -> JournalRecord {
        let record = record(of: content)
        return JournalRecord(
            sequence: 9, subject: record.subject, revision: 9, at: record.at, providerAt: nil,
            event: event ?? record.event, phaseBefore: nil, phaseAfter: nil, cause: record.cause,
            caller: record.caller, origin: record.origin, reason: nil, rules: nil,
            detail: detail.map(Detail.init),
            evidence: nil, previous: .zero, hash: .zero)
    }

    @Test(
        arguments: [
            ("nonsense", nil, "event"),
            ("observation_indeterminate", "why=whatever", "why"),
            ("observation_stale", nil, "seen"),
            ("completed", "due=05", "due"),
            ("completed", "due=+5", "due"),
            ("completed", "due=-5", "due"),
            ("completed", "due=1000000001", "due"),
            ("completed", "due=99999999999999999999", "due"),
            ("adopted", "phase=indeterminate why=never_seen", "phase"),
            ("adopted", "phase=awaiting_payment due=0 paid=0", "phase"),
            ("created", "mode=maybe", "mode"),
            ("dispatched", "attempt=att_1\ncount=many", "count"),
            ("settled", "attempt=att_1\ncall=cancel\noutcome=maybe", "outcome"),
            ("paid", "transaction_id=1  2", "transaction_id"),
            ("noted", "about=1\nstance=doubts", "stance"),
            ("noted", "about=0\nstance=explains", "about"),
            ("alarm_acknowledged", "about=9", "about"),
            ("settled", "attempt=att_1\ncall=cancel\noutcome=refused", "refusal"),
            ("permit_issued", "permit=xyz", "permit"),
            ("intended", "attempt=att_1\ncall=cancel\nrequest_sha256=00", "request_sha256"),
            (
                "decided",
                "call=cancel\ndecision=allowed\nphase_revision=1\nhazards=x\nat_stake=1",
                "hazards"
            ),
            (
                "decided",
                "call=cancel\ndecision=allowed\nphase_revision=1\n"
                    + "hazards=collection_abandoned\nat_stake=0",
                "at_stake"
            ),
            (
                "intended",
                "attempt=a\ncall=cancel\nrequest_sha256=\(Sample.digest.hex)\n"
                    + "permit=\(Sample.digest.hex)\ngiven_up=1\nrequested_by=a",
                "requester_identified_by"
            ),
            (
                "intended",
                "attempt=a\ncall=cancel\nrequest_sha256=\(Sample.digest.hex)\n"
                    + "permit=\(Sample.digest.hex)\ngiven_up=1\nrequested_by=a\n"
                    + "requester_identified_by=claimed",
                "acknowledged_by"
            ),
        ] as [(String, String?, String)])
    func `a record without meaning says which member has none`(
        event: String, detail: String?, member: String
    ) {
        let record = Self.altered(.order(.protected), event: event, detail: detail)
        #expect(throws: UnreadableRecord.self) { try record.content }
        do throws(UnreadableRecord) { _ = try record.content } catch {
            #expect(error.member == member)
            #expect(error.sequence == 9)
        }
    }

    @Test(arguments: [0, 999, 86_400_001, -1, .max, .min] as [Int64])
    func `a permit that lasts for less than a second or more than a day has no meaning`(
        lasts: Int64
    ) {
        let detail =
            "permit=\(Sample.digest.hex)\nphase_revision=1\nexpires_at=1\nlasts=\(lasts)\n"
            + "call=cancel\nhazards=collection_abandoned\nat_stake=1"
        let record = Self.altered(.order(.protected), event: "permit_issued", detail: detail)
        do throws(UnreadableRecord) {
            let content = try record.content
            Issue.record("\(content)")
        } catch { #expect(error.member == "lasts") }
    }

    // MARK: States
}
