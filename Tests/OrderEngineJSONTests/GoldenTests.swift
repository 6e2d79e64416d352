import Foundation
import OrderEngineJSON
import Testing

@testable import OrderEngine
@testable import OrderJournal
@testable import OrderLifecycle

/// Every form gives the bytes of its golden file, and is read back from them.
@Suite struct GoldenTests {
    @Test func `an order in every phase, and for every reason in none`() throws {
        let states = try Sample.states()
        let orders = try states.map { OrderJSON(try Sample.projection($0)) }
        let full = OrderJSON(
            try Sample.projection(.known(.awaitingPayment(Sample.pending(due: 5000))), isFull: true)
        )
        try Golden.check("order", orders + [full])
    }

    @Test func `every decision, also offline and on a snapshot`() throws {
        let states = try Sample.states()
        let answers = try Answers.answers()
        let denied = CallDecision.denied(Denial(.indeterminateState))
        let inEveryState = try states.map { try Answers.answer(denied, state: $0) }
        let unseen = try Answers.answer(denied, state: .unseen, isFull: false)
        var forms = (answers + inEveryState).map { DecisionJSON($0) }
        forms += [
            DecisionJSON(offline: answers[0], now: Sample.at(62_999)),
            DecisionJSON(offline: answers[0], now: Sample.at(0)),
            DecisionJSON(offline: unseen, now: Sample.at(0)),
            DecisionJSON(
                snapshotOf: nil, in: states[0], decision: .allowed(CallClearance()),
                rules: .v1_0, observedAt: Sample.at(0)),
        ]
        try Golden.check("decision", forms)
    }

    @Test func `whether each call may be made`() throws {
        let decisions = try Answers.decisions()
        let options = OrderCall.Kind.allCases.flatMap { kind in
            decisions.map { CallOption(kind: kind, decision: $0) }
        }
        try Golden.check("call-option", options.map { CallOptionJSON($0) })
        let some = OrderCall.Kind.allCases.map { CallOption(kind: $0, decision: decisions[1]) }
        try Golden.check(
            "allowed-calls", [AllowedCallsJSON(some, on: try Sample.order())])
    }

    @Test func `an attempt of every call, however it stands`() throws {
        try Golden.check("attempt", try Sample.attempts().map { AttemptJSON($0) })
        let reports = try Sample.conditions().map { AttemptReportJSON(try Answers.report($0)) }
        try Golden.check("attempt-report", reports)
    }

    @Test func `what was given up, and its sums`() throws {
        let calls = try Answers.givenUp()
        try Golden.check("given-up", calls.map { GivenUpJSON($0) })
        let totals = calls.reduce(into: GivenUpTotals()) { $0.add($1) }
        try Golden.check(
            "given-up-totals",
            [
                GivenUpTotalsJSON(GivenUpTotals()),
                GivenUpTotalsJSON(totals, from: Sample.at(0), to: Sample.at(86_400_000)),
            ])
    }

    @Test func `how a bill and the journal agree`() throws {
        try Golden.check(
            "bill-report",
            [
                BillReportJSON(BillReport(), refunds: 0, others: 3),
                BillReportJSON(try Answers.bill(), refunds: 1, others: 2),
            ])
    }

    @Test func `where an order is, and how it got there`() throws {
        try Golden.check(
            "order-summary", try Answers.summaries().map { OrderSummaryJSON($0) })
    }

    @Test func `an authorization in every state, and every result of a call on one`() throws {
        let full = try Sample.authorization(.available, isFull: true)
        let known = try AuthorizationState.allCases.map { try Sample.authorization($0) } + [full]
        try Golden.check("authorization", known.map { AuthorizationJSON($0) })
        let denied = AuthorizationResult.denied(
            AuthorizationDenialReason.allCases, openOrders: [try Sample.order()], full)
        let reports = try Sample.conditions().map {
            AuthorizationReport(
                attempt: try Sample.authorizationAttempt($0), authorization: full)
        }
        let token = AuthorizationReceipt(token: "t0ken")
        let results =
            [denied, .attempted(reports[0], token)] + reports.map { .attempted($0, nil) }
        try Golden.check("authorization-result", results.map { AuthorizationResultJSON($0) })
        #expect(!"\(AuthorizationResultJSON(results[1]))".contains("t0ken"))
    }

    @Test func `every result of a call`() throws {
        let results = try Answers.results()
        let described = results.map { CallResultJSON($0, showsBody: true) }
        let plain = results.filter {
            guard case .dryRun = $0 else { return false }
            return true
        }
        try Golden.check("call-result", described + plain.map { CallResultJSON($0) })
    }

    @Test func `a requested call however it stands, and all that can become of one`() throws {
        let approvals = try Answers.approvals()
        try Golden.check("approval", approvals.map { ApprovalJSON($0) })
        let pages = [
            Page(approvals, limit: 2, cursor: \.id), Page([], limit: 1, cursor: \.id),
        ]
        try Golden.check("approval-page", pages.map { ApprovalPageJSON($0) })
        try Golden.check(
            "approval-result", try Answers.approvalResults().map { ApprovalResultJSON($0) })
    }

    @Test func `every finding of an observation`() throws {
        try Golden.check("observation", try Answers.observations().map { ObservationJSON($0) })
    }

    @Test func `what a sweep found of an order, and how it ended`() throws {
        let order = try Sample.order()
        let before = OrderState.known(.awaitingPayment(try Sample.pending(due: 5000)))
        let found = try #require(try Answers.observations().last)
        let away = UnreachableProvider(explanation: "the host refuses the connection")
        let steps = [
            SweepStep(order: order, finding: .confirmed),
            SweepStep(order: order, finding: .differed(found, before: before)),
            SweepStep(order: order, finding: .unknown),
            SweepStep(order: order, finding: .failed(.unreachable(away))),
        ]
        try Golden.check("sweep-step", steps.map { SweepStepJSON($0) })
        let sweep = SweepID(randomBytes: Array(1...10))
        var position = SweepPosition(sweep: sweep, beganAt: Sample.at(0))
        (position.group, position.order) = (.inService, order)
        (position.asked, position.differed) = (1200, 3)
        (position.failed, position.unknown) = (10, 2)
        let stopped = SweepReport(
            position: position, beganAt: Sample.at(0), resumedFrom: nil,
            stopped: .orderUnknown(order))
        let start = position
        (position.group, position.order) = (nil, nil)
        (position.asked, position.differed) = (1500, 4)
        let complete = SweepReport(
            position: position, beganAt: Sample.at(7), resumedFrom: start, stopped: nil)
        try Golden.check("sweep-report", [stopped, complete].map { SweepReportJSON($0) })
    }

    @Test func `an order that drifted, alarmed or not`() throws {
        let records = try Sample.records()
        let revoked = try #require(records.first { $0.event == "revoked_outside" })
        let entries = try [
            DriftEntry(
                order: Sample.order(), record: revoked, since: Sample.at(0),
                outside: OutsideChange(.revoked, loss: .exactly(try Sample.fen(5000))),
                alarm: "revoked_outside",
                acknowledgement: records.first, notes: [try #require(try Answers.note())]),
            DriftEntry(
                order: Sample.order(), record: revoked, since: nil,
                outside: OutsideChange(.revoked, loss: .upTo(try Sample.fen(5000))), alarm: nil,
                acknowledgement: nil, notes: []),
            DriftEntry(
                order: Sample.order(), record: try #require(records.last), since: nil,
                outside: nil, alarm: nil, acknowledgement: nil, notes: []),
        ]
        try Golden.check("drift-entry", entries.map { DriftEntryJSON($0) })
    }

    @Test func `records of every cause`() throws {
        try Golden.check("record", try Sample.records().map { RecordJSON($0) })
    }

    @Test func `every alarm`() throws {
        let alarms = try Answers.alarms()
        try Golden.check("alarm", alarms.map { AlarmJSON($0) })
    }

    @Test func `an import that was made, and one that was not`() throws {
        try Golden.check(
            "import-report",
            [
                ImportReportJSON(try Answers.imported(), badLines: 2),
                ImportReportJSON(ImportReport()),
                ImportReportJSON(dryRunOf: 5, badLines: 1, indeterminate: 1),
            ])
    }

    @Test func `the velocity limit, free and tripped`() throws {
        let limits = try VelocityLimits(
            cancels: 3, fen: 50_000, reports: 9, reportedFen: 70_000, window: .seconds(119))
        try Golden.check(
            "velocity-limit",
            [
                VelocityLimitJSON(VelocityUsage(), limits: .standard),
                VelocityLimitJSON(
                    VelocityUsage(
                        isTripped: true, cancels: 3, fen: 48_000, reports: 2, reportedFen: 6000),
                    limits: limits),
            ])
    }

    @Test func `a journal that holds, and one that does not`() throws {
        var unsound = VerificationReport()
        (unsound.records, unsound.orders, unsound.checkpoints, unsound.unsealed) = (41, 3, 2, 7)
        unsound.datedAhead = DatedAhead(
            sequence: 40, at: Sample.at(360_000), clock: Sample.at(0))
        let findings = [
            VerificationFinding(
                .recordHashDiffers, sequence: 17, subject: .order(try Sample.order()),
                "expected one hash, found another"),
            VerificationFinding(.headUnusable, "the head file is missing"),
        ]
        unsound.isEndChecked = true
        let report = findings.reduce(unsound) { $0.adding($1) }
        try Golden.check(
            "verification", [VerificationReport(), report].map { VerificationJSON($0) })
    }

    @Test func `an export that holds, and those that do not`() throws {
        let order = Subject.order(try Sample.order())
        let checkpoint = try #require(Checkpoint(note: Sample.note))
        let reports =
            [
                ExportReport(
                    subject: order, records: 16, sealed: 0, checkpoint: nil,
                    unchecked: UncheckedPart.allCases),
                ExportReport(
                    subject: order, records: 16, sealed: 15, checkpoint: checkpoint,
                    unchecked: [.unsealedRecords, .laterRecords, .exportTime]),
                ExportReport(
                    subject: .authorization(try AuthorizationCode("AUTH-1")), records: 4,
                    sealed: 4, checkpoint: checkpoint, unchecked: [.laterRecords, .exportTime]),
            ]
            + ExportProblem.allCases.map {
                ExportReport(
                    subject: order, records: 16, sealed: 15, checkpoint: checkpoint, problem: $0,
                    revision: 3, unchecked: [.laterRecords, .exportTime])
            }
        try Golden.check("export-check", reports.map { ExportCheckJSON($0) })
    }

    @Test func `a checkpoint, and the proofs about it`() throws {
        let checkpoint = try #require(Checkpoint(note: Sample.note))
        try Golden.check(
            "checkpoint",
            [
                CheckpointJSON(checkpoint),
                CheckpointJSON(
                    checkpoint, writtenTo: "head.note",
                    publishedTo: ["https://witness.example.com/log"]),
            ])
        let (one, two) = (Digest32.of("1".utf8), Digest32.of("2".utf8))
        let inclusion = InclusionProof(sequence: 2, size: 3, recordHash: one, path: [two, one])
        let consistency = ConsistencyProof(oldSize: 2, newSize: 3, path: [two])
        let verdicts: [ProofJSON.Verdict] =
            [.unchecked, .holds] + ProofProblem.allCases.map { .fails($0) }
        try Golden.check(
            "proof",
            verdicts.map { ProofJSON(inclusion, $0) } + verdicts.map { ProofJSON(consistency, $0) })
    }

    @Test func `what was looked at, and what went wrong`() throws {
        try Golden.check(
            "check",
            [
                CheckJSON(
                    check: "clock", verdict: "ok", finding: "within a second of WeChat's",
                    advice: nil),
                CheckJSON(
                    check: "database", verdict: "warn", finding: "the head file is missing",
                    advice: "payscore resume"),
            ])
        let order = try Sample.order()
        try Golden.check(
            "error",
            [
                ErrorJSON(code: "usage", message: "unknown option --colour"),
                ErrorJSON(EngineError.orderUnknown(order)),
                ErrorJSON(EngineError.journal(JournalError(.full, "the disk is full"))),
                ErrorJSON(
                    EngineError.request(
                        RequestProblems(
                            RequestProblem(pointer: "/openid", explanation: "is required"),
                            [RequestProblem(pointer: "/x", explanation: "is null")]))),
            ])
    }

    @Test func `pages say where to go on`() throws {
        let orders = try Sample.states().prefix(3).map { try Sample.projection($0) }
        try Golden.check(
            "order-page",
            [orders, Array(orders.prefix(2)), []].map {
                OrderPageJSON(Page($0, limit: 2, cursor: \.order))
            })
        let attempts = Array(try Sample.attempts().prefix(3))
        try Golden.check(
            "attempt-page",
            [attempts, Array(attempts.prefix(2)), []].map {
                AttemptPageJSON(Page($0, limit: 2, cursor: \.id))
            })
        let records = try Sample.records()
        try Golden.check(
            "record-page",
            [
                RecordPageJSON(Array(records.prefix(2))),
                RecordPageJSON([], after: records[1].position), RecordPageJSON([]),
            ])
    }
}
