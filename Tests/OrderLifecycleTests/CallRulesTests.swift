import OrderLifecycle
import Testing

/// What each call needs, on paper.
struct CallRulesTests {
    private static func reasons(
        _ call: OrderCall, on state: OrderState, isVerified: Bool = true,
        restsOnObservation: Bool = true, unresolved: OrderCall.Kind? = nil
    ) -> [DenialReason] {
        let situation = CallSituation(
            call: call, state: state, isVerified: isVerified,
            restsOnObservation: restsOnObservation,
            actor: actor("wang"), isProtected: true, velocity: VelocityUsage(isTripped: true),
            unresolved: unresolved)
        switch CallPolicy().decision(on: situation) {
        case .allowed: return []
        case .needsAcknowledgement: return [.samePerson]
        case .denied(let denial): return denial.reasons
        }
    }

    @Test(
        arguments: [
            (.unseen, [.indeterminateState]), (.known(.created(riskFund: nil)), [.notConfirmed]),
            (.known(.inService(riskFund: nil)), []),
            (.known(awaiting(due: 1)), [.alreadyCompleted]),
            (.known(.done(paid: nil)), [.alreadyDone]), (.known(.revoked), [.alreadyRevoked]),
            (.known(.expired), [.alreadyExpired]),
            (
                .indeterminate(.amountsMissing, last: .inService(riskFund: nil)),
                [.indeterminateState]
            ),
        ] as [(OrderState, [DenialReason])])
    func `only an order in service can be completed`(state: OrderState, denied: [DenialReason]) {
        // Neither a protection nor the velocity limit stands in the way of what gives nothing up.
        #expect(Self.reasons(.complete(total: fen(5000)), on: state) == denied)
    }

    @Test func `nothing is completed on an observation that what is known does not rest on`() {
        let state = OrderState.known(.inService(riskFund: nil))
        #expect(
            Self.reasons(.complete(total: fen(1)), on: state, restsOnObservation: false)
                == [.indeterminateState])
    }

    @Test(
        arguments: [
            (.unseen, []), (.indeterminate(.stateUnknown, last: nil), []),
            (.known(.created(riskFund: nil)), []),
            (.known(.inService(riskFund: nil)), [.orderExists]),
            (.known(awaiting(due: 1)), [.orderExists]),
            (.known(.done(paid: nil)), [.orderExists]),
            (.known(.revoked), [.orderExists]), (.known(.expired), [.orderExists]),
            (.indeterminate(.stateUnknown, last: .created(riskFund: nil)), [.orderExists]),
        ] as [(OrderState, [DenialReason])])
    func `only an unknown or a created order can be created`(
        state: OrderState, denied: [DenialReason]
    ) {
        let create = OrderCall.create(.confirm, riskFund: nil)
        #expect(Self.reasons(create, on: state) == denied)
        // What is only claimed of the number denies nothing.
        #expect(Self.reasons(create, on: state, isVerified: false) == [])
    }

    @Test(arguments: OrderCall.Kind.allCases)
    func `an unresolved call stands in every call's way`(kind: OrderCall.Kind) {
        let state = OrderState.known(.inService(riskFund: nil))
        let call = kind.rules.example(in: state)
        #expect(call.kind == kind)
        #expect(
            Self.reasons(call, on: state, unresolved: .complete).contains(.attemptUnresolved))
    }

    @Test(
        arguments: [
            (.unseen, [.indeterminateState]),
            (.known(.created(riskFund: nil)), [.notCompleted]),
            (.known(.inService(riskFund: nil)), [.notCompleted]),
            (.known(.done(paid: nil)), [.alreadyDone]), (.known(.revoked), [.alreadyRevoked]),
            (.known(.expired), [.alreadyExpired]),
            (.indeterminate(.amountsMissing, last: awaiting(due: 2)), [.indeterminateState]),
        ] as [(OrderState, [DenialReason])])
    func `only a completed, unpaid order can be modified`(state: OrderState, denied: [DenialReason])
    {
        let reasons = Self.reasons(.modify(total: fen(1)), on: state)
        // The protection stands in the way of whatever can give money up.
        #expect(reasons == denied + [.protected])
    }

    @Test(
        arguments: [
            (5001, 0, [.amountNotLower]), (5000, 0, [.amountNotLower]), (4999, 0, []), (1, 0, []),
            (0, 0, [.amountNotAbovePaid]), (1000, 1000, [.amountNotAbovePaid]),
            (999, 1000, [.amountNotAbovePaid]), (1001, 1000, []),
            (5000, 1000, [.amountNotLower]),
        ] as [(Int64, Int64, [DenialReason])])
    func `an amount can only fall, and something stays to be paid`(
        total: Int64, paid: Int64, denied: [DenialReason]
    ) throws {
        let situation = CallSituation(
            call: .modify(total: fen(total)),
            state: .known(awaiting(due: 5000 - paid, paid: paid)), actor: actor("wang"))
        switch CallPolicy().decision(on: situation) {
        case .denied(let denial): #expect(denial.reasons == denied)
        case .needsAcknowledgement(let loss):
            // The difference, and what was paid beside it: never the one added to the other.
            #expect(denied == [])
            #expect(loss.atStake == fen(5000 - total))
            #expect(loss.alreadyPaid == fen(paid))
            #expect(loss.hazards == [.amountLowered])
        case .allowed: Issue.record("\(total) fen is allowed unasked")
        }
    }

    @Test func `what a modify gives up counts towards the velocity limit`() throws {
        var policy = CallPolicy()
        policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(cancels: 10, fen: 1000, window: .seconds(3600)))
        func decision(_ total: Int64, after given: Int64 = 0) -> CallDecision {
            policy.decision(
                on: CallSituation(
                    call: .modify(total: fen(total)), state: .known(awaiting(due: 5000)),
                    actor: actor("wang"), velocity: VelocityUsage(cancels: 1, fen: given)))
        }
        #expect(decision(4000).code == .needsAcknowledgement)
        #expect(decision(3999) == .denied(Denial(.exceedsVelocityLimit)))
        #expect(decision(4000, after: 1) == .denied(Denial(.velocityLimitTripped)))
    }

    @Test func `a modify that was acknowledged is allowed, of just this difference`() {
        func decision(_ atStake: Int64) -> CallDecision {
            CallPolicy().decision(
                on: CallSituation(
                    call: .modify(total: fen(4000)), state: .known(awaiting(due: 5000)),
                    actor: actor("wang"),
                    acknowledgement: Loss([.amountLowered], atStake: fen(atStake)).map {
                        acknowledged($0)
                    }))
        }
        #expect(decision(1000).code == .allowed)
        #expect(decision(5000).code == .needsAcknowledgement)
    }

    @Test func `the example of a modify gives up one fen`() {
        let kind = OrderCall.Kind.modify.rules
        #expect(kind.example(in: .known(awaiting(due: 5, paid: 3))) == .modify(total: fen(7)))
        #expect(kind.example(in: .unseen) == .modify(total: .zero))
    }

    @Test func `a call is read back from what is recorded of it`() {
        let calls: [OrderCall] = [
            .create(.confirm, riskFund: nil), .create(.noConfirm, riskFund: fen(100)),
            .createCompleted(total: fen(1)), .complete(total: .zero), .complete(total: fen(5000)),
            .modify(total: fen(1)),
            .collect, .reportPaid(at: at(1000)), .cancel,
        ]
        #expect(Set(calls.map(\.kind)) == Set(OrderCall.Kind.allCases))
        #expect(calls.map { OrderCall($0.kind, $0.terms) } == calls)
        // What a call does not ask for was made up.
        #expect(OrderCall(.cancel, CallTerms(total: fen(1))) == nil)
        #expect(OrderCall(.complete, CallTerms(mode: .confirm)) == nil)
        #expect(OrderCall(.create, CallTerms()) == nil)
        #expect(OrderCall(.reportPaid, CallTerms()) == nil)
        #expect(OrderCall(.reportPaid, CallTerms(total: fen(1), paidAt: at(0))) == nil)
    }

    @Test(arguments: OrderCall.Kind.allCases)
    func `only a cancel, a modify and a report give money up`(kind: OrderCall.Kind) {
        let givenUp: GivenUpKind? =
            switch kind {
            case .cancel, .modify: .forgiven
            case .reportPaid: .receivedElsewhere
            case .create, .createCompleted, .complete, .collect: nil
            }
        #expect(kind.rules.isVisible == (kind != .collect))
        #expect(kind.rules.givenUpKind == givenUp)
        #expect(kind.givesMoneyUp == (givenUp != nil))
        #expect(kind.rules.observesFirst == ![.create, .createCompleted].contains(kind))
    }

    @Test(
        arguments: [(.cancel, nil), (.complete(total: fen(1)), .foreign)]
            as [(OrderCall, PermitProblem?)])
    func `a permit is for one call`(call: OrderCall, problem: PermitProblem?) throws {
        let times = PermitTimes(clock: at(0), latest: at(0), issued: at(0))
        let permit = try Permit(
            order: order("A-1"), call: .cancel, revision: 1, loss: loss(5000),
            requestedBy: person("wang"), expiresAt: at(600_000))
        #expect(
            permit.problem(
                using: order("A-1"), for: call, at: 1, stating: fen(5000), isSpent: false,
                by: times) == problem)
    }
}
