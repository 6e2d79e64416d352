import OrderJournal

@testable import OrderEngine
@testable import OrderLifecycle

/// The engine's answers that the golden files hold.
enum Answers {
    static func loss() throws -> Loss {
        let loss = Loss(
            Hazard.allCases, atStake: try Sample.fen(3000), alreadyPaid: try Sample.fen(2000))
        guard let loss else { throw InvalidValue(.amount, .empty) }
        return loss
    }

    /// Every answer to "may I?", with every hazard, notice and reason.
    static func decisions() throws -> [CallDecision] {
        let clerk = IdentifiedActor(try Sample.actor())
        let acknowledged = Acknowledgement(
            of: try loss(), requestedBy: clerk,
            acknowledgedBy: IdentifiedActor(try Sample.actor("finance-2")))
        var all = DenialReasons()
        for reason in DenialReason.allCases { all.insert(reason) }
        let own = CustomDenial(
            code: "over_clerk_limit", english: "A clerk may not forgive that much.",
            chinese: "店员无权免除该金额。")
        let denial = Denial(
            all, [own], observationAge: nil, nextCollectAt: Sample.at(3_600_000))
        guard let denial else {
            throw InvalidValue(.amount, .empty)
        }
        return [
            .allowed(CallClearance()),
            .allowed(CallClearance(notice: .serviceUncharged(upTo: nil))),
            .allowed(CallClearance(notice: .serviceUncharged(upTo: try Sample.fen(20_000)))),
            .allowed(CallClearance(acknowledged: acknowledged)),
            .needsAcknowledgement(try loss()),
            .denied(Denial(.protected)),
            .denied(denial),
        ]
    }

    static func permit() throws -> IssuedPermit {
        IssuedPermit(
            token: PermitToken("pmt_e62f62d8e287272b118f46d390e0e7e7"),
            terms: try Permit(
                order: Sample.order(), call: .cancel, revision: 16, loss: loss(),
                requestedBy: IdentifiedActor(Sample.actor()), expiresAt: Sample.at(600_000)))
    }

    static func answer(
        _ decision: CallDecision, permit: IssuedPermit? = nil, state: OrderState? = nil,
        isFull: Bool = true
    ) throws -> DecisionAnswer {
        let pending = OrderState.known(
            .awaitingPayment(try Sample.pending(due: 3000, paid: 2000)))
        return DecisionAnswer(
            order: try Sample.projection(state ?? pending, isFull: isFull), decision: decision,
            rules: .v1_1, permit: permit)
    }

    /// Every decision; what needs an acknowledgement has a permit.
    static func answers() throws -> [DecisionAnswer] {
        try decisions().map { decision in
            try answer(
                decision, permit: decision.code == .needsAcknowledgement ? permit() : nil)
        }
    }

    static func report(_ condition: AttemptProjection.Condition) throws -> AttemptReport {
        AttemptReport(
            attempt: try Sample.attempt(condition),
            order: try Sample.projection(.known(.revoked), isFull: true))
    }

    /// Every result of a call.
    static func results() throws -> [CallResult] {
        let asks = CallDecision.needsAcknowledgement(try loss())
        let allowed = CallDecision.allowed(CallClearance())
        let request = ProviderRequest(
            call: .cancel, order: try Sample.order(),
            message: RequestMessage(path: "/v3/cancel", body: Array(#"{"reason":"用户取消"}"#.utf8)))
        let receipt = ProviderReceipt(
            snapshot: nil, identity: OrderIdentity(), package: "XXXXXXXX")
        var results: [CallResult] = [
            .denied(try answer(.denied(Denial(.protected)))),
            .needsAcknowledgement(try answer(asks, permit: permit())),
        ]
        for problem in PermitProblem.allCases {
            results.append(.permitUnusable(problem, try answer(asks, permit: permit())))
        }
        results.append(.dryRun(try answer(allowed), request))
        for condition in Sample.conditions() {
            results.append(.attempted(try report(condition), nil))
        }
        results.append(.attempted(try report(.settled(.applied(.answered))), receipt))
        return results
    }

    /// Every way in which an observation can end, and every change from outside.
    static func observations() throws -> [ObservationReport] {
        let phase = OrderPhase.awaitingPayment(try Sample.pending(due: 5000))
        let events: [OrderEvent] = [
            .created(.confirm, riskFund: nil), .adopted(phase), .confirmed,
            .completed(due: try Sample.fen(5000)), .completedWithoutCharge,
            .reduced(total: try Sample.fen(3800)), .partlyPaid(paid: try Sample.fen(2000)),
            .paid(try Sample.fen(5000), through: nil), .revoked, .expired, .advanced(phase),
            .corrected(phase),
        ]
        var findings: [ObservationOutcome] = [.confirmed, .resolved]
        for event in events { findings.append(.event(event)) }
        for why in IndeterminateReason.allCases { findings.append(.indeterminate(why)) }
        for kind in OrderPhase.Kind.allCases { findings.append(.stale(kind)) }
        for contradiction in Contradiction.allCases {
            findings.append(.contradiction(contradiction))
        }
        let order = try Sample.projection(.known(phase), isFull: true)
        var reports = findings.map {
            ObservationReport(order: order, finding: $0, outside: nil)
        }
        for change in try changes() {
            reports.append(
                ObservationReport(order: order, finding: .event(.revoked), outside: change))
        }
        return reports
    }

    static func changes() throws -> [OutsideChange] {
        let losses: [OutsideChange.Loss] = [
            .nothing, .exactly(try Sample.fen(12_800)), .upTo(try Sample.fen(20_000)), .upTo(nil),
        ]
        return OutsideChange.Kind.allCases.flatMap { kind in
            losses.map { OutsideChange(kind, loss: $0) }
        }
    }

    /// Every alarm.
    static func alarms() throws -> [Alarm] {
        let order = try Sample.order()
        let attempt = AttemptID("att_01")
        guard
            let ahead = DatedAhead(
                sequence: 41, at: Sample.at(3_600_000), clock: Sample.at(0))
        else { throw InvalidValue(.time, .empty) }
        var alarms = Contradiction.allCases.map { Alarm.contradiction(order, $0) }
        for change in try changes() { alarms.append(.changedOutside(order, change)) }
        alarms += [
            .appliedLate(order, attempt), .parked(.order(order), attempt),
            .parked(.authorization(try AuthorizationCode("AUTH-1")), attempt),
            .velocityLimitTripped(order),
            .journalAhead(ahead),
        ]
        return alarms
    }

    static func imported() throws -> ImportReport {
        var report = ImportReport()
        let phase = OrderPhase.created(riskFund: nil)
        let outcomes: [ObservationOutcome?] = [
            nil, .event(.adopted(phase)), .event(.adopted(phase)), .event(.confirmed),
            .indeterminate(.stateMissing), .contradiction(.amountChanged),
        ]
        for outcome in outcomes { report.count(outcome) }
        report.lastSequence = 41
        return report
    }

    /// Summaries of an order that was claimed, refused, forgiven and paid.
    static func summaries() throws -> [OrderSummary] {
        let claimed = OrderSummary(
            try Sample.projection(.known(.created(riskFund: nil))),
            begun: try Sample.record(1, .order(.protected), Cause(.call)))
        let revoked = try Sample.record(
            7, .order(.happened(.revoked)), Cause(.call, id: "att_01"), isFull: true)
        var refused = OrderSummary(
            try Sample.projection(.known(.revoked), isFull: true), begun: revoked)
        try begin(.cancel, consents: false, in: &refused)
        try settle(.refused(Sample.refusal()), in: &refused)
        refused.note(try noted())
        var unresolved = claimed
        try begin(.cancel, consents: true, in: &unresolved)
        var paid = OrderSummary(
            try Sample.projection(.known(.done(paid: try Sample.fen(5000))), isFull: true),
            begun: revoked)
        try begin(.modify(total: try Sample.fen(5000)), consents: true, in: &paid)
        try settle(.applied(.answered), of: .modify, in: &paid)
        let transaction = try TransactionID("4200000914202101195554393855")
        let payment = OrderEvent.paid(
            try Sample.fen(5000), through: .weChat, transactionIDs: [transaction])
        paid.note(try Sample.record(10, .order(.observed(.event(payment))), Cause(.query)))
        paid.checkpoint = Checkpoint(note: Sample.note)
        return [claimed, refused, unresolved, paid]
    }

    /// A note about the record of revision 7.
    static func note() throws -> RecordNote? { RecordNote(try noted(), about: 7) }

    private static func noted() throws -> JournalRecord {
        try Sample.record(
            10, .order(.noted(NoteDetails(about: 7, .explains))), Cause(.call),
            reason: "revoked by Li")
    }

    private static func begin(
        _ call: OrderCall, consents: Bool, in summary: inout OrderSummary
    ) throws {
        let intent = try Sample.attempt(.parked, call: call, consents: consents).intent
        summary.note(
            try Sample.record(
                8, .attempt(.intended(intent)), Cause(.call),
                reason: consents ? "用户取消" : nil))
    }

    private static func settle(
        _ outcome: AttemptOutcome, of call: OrderCall.Kind = .cancel,
        in summary: inout OrderSummary
    ) throws {
        let end = SettlementDetails(attempt: AttemptID("att_01"), call: call, outcome: outcome)
        summary.note(try Sample.record(9, .attempt(.settled(end)), Cause(.call)))
    }

    /// What was given up, for certain and not.
    static func givenUp() throws -> [GivenUpCall] {
        try [
            Sample.attempt(.settled(.applied(.answered)), consents: true),
            Sample.attempt(.parked, consents: true),
        ].compactMap { GivenUpCall($0) }
    }

    /// A bill of which every kind of difference with its members was found.
    static func bill() throws -> BillReport {
        let order = try Sample.order()
        let transaction = try TransactionID("4200000914202101195554393855")
        let payment = BillPayment(
            transaction: transaction, order: order, isCertain: true, amount: try Sample.fen(4200),
            paidAt: Sample.at(0))
        var report = BillReport()
        for summary in try [nil] + summaries().map({ Optional($0) }) {
            report.compare([payment], of: order, with: summary)
        }
        report.addMissing(transaction, of: order)
        return report
    }
}
