import OrderLifecycle
import Testing

/// What each call needs, on paper.
struct CallRulesTests {
    private static func reasons(
        _ call: OrderCall, on standing: OrderStanding, isVerified: Bool = true,
        restsOnView: Bool = true, unresolved: Operation? = nil
    ) -> [DenialReason] {
        let situation = CancelSituation(
            call: call, standing: standing, isVerified: isVerified, restsOnView: restsOnView,
            actor: actor("wang"), isProtected: true, brake: BrakeReading(isEngaged: true),
            unresolved: unresolved)
        switch CancelPolicy().decision(on: situation) {
        case .allowed: return []
        case .needsAcknowledgement: return [.samePerson]
        case .denied(let denial): return denial.reasons
        }
    }

    @Test func `only an order in service can be completed`() {
        let table: [(OrderStanding, [DenialReason])] = [
            (.unseen, [.unclearState]), (.clear(.created(riskFund: nil)), [.notConfirmed]),
            (.clear(.inService(riskFund: nil)), []),
            (.clear(awaiting(due: 1)), [.alreadyCompleted]),
            (.clear(.done(paid: nil)), [.alreadyDone]), (.clear(.revoked), [.alreadyRevoked]),
            (.clear(.expired), [.alreadyExpired]),
            (.unclear(.amountsMissing, last: .inService(riskFund: nil)), [.unclearState]),
        ]
        // Neither a protection nor the brake stands in the way of what gives nothing up.
        for (standing, denied) in table {
            #expect(Self.reasons(.complete(total: fen(5000)), on: standing) == denied)
        }
    }

    @Test func `nothing is completed on a view that what is known does not rest on`() {
        let standing = OrderStanding.clear(.inService(riskFund: nil))
        #expect(
            Self.reasons(.complete(total: fen(1)), on: standing, restsOnView: false)
                == [.unclearState])
    }

    @Test func `only an unknown or a created order can be created`() {
        let create = OrderCall.create(.confirm, riskFund: nil)
        let table: [(OrderStanding, [DenialReason])] = [
            (.unseen, []), (.unclear(.stateUnknown, last: nil), []),
            (.clear(.created(riskFund: nil)), []),
            (.clear(.inService(riskFund: nil)), [.orderExists]),
            (.clear(awaiting(due: 1)), [.orderExists]),
            (.clear(.done(paid: nil)), [.orderExists]),
            (.clear(.revoked), [.orderExists]), (.clear(.expired), [.orderExists]),
            (.unclear(.stateUnknown, last: .created(riskFund: nil)), [.orderExists]),
        ]
        for (standing, denied) in table {
            #expect(Self.reasons(create, on: standing) == denied)
            // What is only claimed of the number denies nothing.
            #expect(Self.reasons(create, on: standing, isVerified: false) == [])
        }
    }

    @Test(arguments: Operation.allCases)
    func `an unresolved call stands in every call's way`(kind: Operation) {
        let standing = OrderStanding.clear(.inService(riskFund: nil))
        let call = kind.rules.example
        #expect(call.kind == kind)
        #expect(
            Self.reasons(call, on: standing, unresolved: .complete).contains(.attemptUnresolved))
    }

    @Test func `a call is read back from what is recorded of it`() {
        let calls: [OrderCall] = [
            .create(.confirm, riskFund: nil), .create(.noConfirm, riskFund: fen(100)),
            .complete(total: .zero), .complete(total: fen(5000)), .cancel,
        ]
        #expect(Set(calls.map(\.kind)) == Set(Operation.allCases))
        for call in calls { #expect(OrderCall(call.kind, call.terms) == call) }
        // What a call does not ask for was made up.
        #expect(OrderCall(.cancel, CallTerms(total: fen(1))) == nil)
        #expect(OrderCall(.complete, CallTerms(mode: .confirm)) == nil)
        #expect(OrderCall(.create, CallTerms()) == nil)
    }

    @Test func `only a cancel gives money up`() {
        for kind in Operation.allCases {
            #expect(kind.givesMoneyUp == (kind == .cancel))
            #expect(kind.rules.observesFirst == (kind != .create))
        }
    }

    @Test func `a permit is for one call`() {
        let times = PermitTimes(clock: at(0), latest: at(0), issued: at(0))
        let permit = PermitTerms(
            order: order("A-1"), call: .cancel, revision: 1, loss: loss(5000),
            requestedBy: actor("wang"), expiresAt: at(600_000))
        for (call, problem) in [(OrderCall.cancel, nil), (.complete(total: fen(1)), .foreign)]
            as [(OrderCall, PermitProblem?)]
        {
            #expect(
                permit.problem(
                    using: order("A-1"), for: call, at: 1, stating: fen(5000), isSpent: false,
                    by: times) == problem)
        }
    }
}
