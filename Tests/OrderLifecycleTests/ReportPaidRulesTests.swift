import OrderLifecycle
import Testing

/// When an order may be reported as paid elsewhere, and what that gives up at WeChat.
struct ReportPaidRulesTests {
    private static let paidAt = at(1_000_000)

    private static func situation(
        _ state: OrderState, now: Timestamp? = at(2_000_000), velocity: VelocityUsage = .init()
    ) -> CallSituation {
        CallSituation(
            call: .reportPaid(at: paidAt), state: state, actor: actor("wang"), now: now,
            velocity: velocity)
    }

    private static func reasons(
        _ situation: CallSituation, _ policy: CallPolicy = CallPolicy()
    ) -> [DenialReason]? {
        guard case .denied(let denial) = policy.decision(on: situation) else { return nil }
        return denial.reasons
    }

    @Test(
        arguments: [
            (.unseen, .indeterminateState), (.known(.created(riskFund: nil)), .notCompleted),
            (.known(.inService(riskFund: nil)), .notCompleted),
            (.known(.done(paid: nil)), .alreadyDone), (.known(.revoked), .alreadyRevoked),
            (.known(.expired), .alreadyExpired),
            (.indeterminate(.amountsMissing, last: awaiting(due: 2)), .indeterminateState),
            (.indeterminate(.paidButOpen, last: awaiting(due: 2)), .alreadyPaid),
        ] as [(OrderState, DenialReason)])
    func `only an order that awaits payment can be reported as paid`(
        state: OrderState, reason: DenialReason
    ) {
        #expect(Self.reasons(Self.situation(state)) == [reason])
    }

    @Test(arguments: [0, 900] as [Int64])
    func `what is due is at stake, and what was paid is not added`(paid: Int64) throws {
        let state = OrderState.known(awaiting(due: 4100, paid: paid))
        let loss = try #require(
            Loss([.receivedElsewhere], atStake: fen(4100), alreadyPaid: fen(paid)))
        #expect(
            CallPolicy().decision(on: Self.situation(state)) == .needsAcknowledgement(loss))
        var acknowledgedSituation = Self.situation(state)
        acknowledgedSituation.acknowledgement = acknowledged(loss)
        #expect(CallPolicy().decision(on: acknowledgedSituation).code == .allowed)
        // The consent to a cancel of the same amount is none to this.
        acknowledgedSituation.acknowledgement = acknowledged(OrderLifecycleTests.loss(4100))
        #expect(
            CallPolicy().decision(on: acknowledgedSituation).code == .needsAcknowledgement)
    }

    @Test(arguments: [(-1, true), (0, false), (1, false)] as [(Int64, Bool)])
    func `a payment in the future is denied`(milliseconds: Int64, isDenied: Bool) {
        let now = at(1_000_000 + milliseconds)
        let awaited = Self.situation(.known(awaiting(due: 5)), now: now)
        #expect(Self.reasons(awaited) == (isDenied ? [.paidInFuture] : nil))
        // Beside whatever else speaks against it.
        let done = Self.situation(.known(.done(paid: nil)), now: now)
        #expect(Self.reasons(done) == [.alreadyDone] + (isDenied ? [.paidInFuture] : []))
    }

    @Test func `without a clock nothing is in the future`() {
        #expect(Self.reasons(Self.situation(.known(awaiting(due: 5)), now: nil)) == nil)
    }

    @Test func `the guards that protect money ask about a report too`() {
        var policy = CallPolicy()
        policy.secondPerson = SecondPersonGuard()
        var situation = Self.situation(.known(awaiting(due: 5)))
        situation.isProtected = true
        situation.observationAge = .unknown
        situation.acknowledgement = Acknowledgement(
            of: loss(5), requestedBy: person("wang"), acknowledgedBy: person("wang"))
        #expect(
            Self.reasons(situation, policy) == [.observationTooOld, .protected, .samePerson])
    }

    // MARK: Counted apart

    @Test func `what was forgiven, and a tripped limit, stand in the way of no report`() {
        let spent = VelocityUsage(isTripped: true, cancels: 20, fen: 1_000_000)
        let situation = Self.situation(.known(awaiting(due: 1_000_001)), velocity: spent)
        #expect(Self.reasons(situation) == nil)
    }

    @Test func `by default any number of orders may be reported`() {
        let many = VelocityUsage(reports: .max, reportedFen: .max)
        #expect(Self.reasons(Self.situation(.known(awaiting(due: 5)), velocity: many)) == nil)
    }

    @Test(
        arguments: [
            (VelocityUsage(), 1000, false), (VelocityUsage(), 1001, true),
            (VelocityUsage(reports: 1, reportedFen: 400), 600, false),
            (VelocityUsage(reports: 1, reportedFen: 400), 601, true),
            (VelocityUsage(reports: 2), 1, true), (VelocityUsage(reportedFen: .max), 1, true),
            (VelocityUsage(isTripped: true, cancels: 9, fen: 9_999_999), 1000, false),
        ] as [(VelocityUsage, Int64, Bool)])
    func `a limit on reports counts what was reported and nothing else`(
        velocity: VelocityUsage, due: Int64, isDenied: Bool
    ) throws {
        var policy = CallPolicy()
        policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(
                cancels: 1, fen: 1, reports: 2, reportedFen: 1000, window: .seconds(3600)))
        let situation = Self.situation(.known(awaiting(due: due)), velocity: velocity)
        #expect(Self.reasons(situation, policy) == (isDenied ? [.exceedsReportLimit] : nil))
    }

    @Test func `what was reported counts towards no limit of what is forgiven`() {
        let velocity = VelocityUsage(reports: 1000, reportedFen: .max)
        let situation = CallSituation(
            state: .known(awaiting(due: 5)), actor: actor("wang"), velocity: velocity)
        #expect(Self.reasons(situation) == nil)
    }

    @Test func `a limit on reports is part of what the policy says, and is no negative number`()
        throws
    {
        let limits = try VelocityLimits(
            cancels: 1, fen: 2, reports: 3, reportedFen: 4, window: .seconds(60))
        #expect(VelocityLimitGuard(limits).version == "1 2 60000 reports=3 reported_fen=4")
        #expect(throws: InvalidValue(.velocityLimitReports, .outOfRange(minimum: 0, maximum: .max)))
        {
            try VelocityLimits(cancels: 1, fen: 2, reports: -1, window: .seconds(60))
        }
        #expect(
            throws: InvalidValue(.velocityLimitReportedFen, .outOfRange(minimum: 0, maximum: .max))
        ) {
            try VelocityLimits(cancels: 1, fen: 2, reportedFen: -1, window: .seconds(60))
        }
    }

    // MARK: What an observation shows

    @Test(
        arguments: [
            (.done(paid: fen(5), through: .merchant), .applied),
            (.done(paid: nil, through: .merchant), .applied),
            (.done(paid: fen(5), through: .both), .applied),
            (.done(paid: fen(5), through: .weChat), .overtaken),
            (.done(paid: fen(5)), .indeterminate), (.done(paid: nil), .indeterminate),
            (.revoked, .overtaken), (.expired, .overtaken),
            (awaiting(due: 5), .unchanged), (awaiting(due: 4), .changed),
        ] as [(OrderPhase, ObservedEffect)])
    func `a report is ours where the payment went to the merchant`(
        phase: OrderPhase, expected: ObservedEffect
    ) {
        let ours = OrderCall.reportPaid(at: Self.paidAt)
        let decided = OrderState.known(awaiting(due: 5))
        #expect(ours.observedEffect(from: decided, to: .known(phase)) == expected)
        // What WeChat refused each time was reported by another call, or collected.
        let isOver = phase.kind == .done
        #expect(
            ours.observedEffect(from: decided, to: .known(phase), everySendingRefused: true)
                == (isOver ? .overtaken : expected))
    }
}
