import OrderLifecycle
import Testing

/// An order that is created and completed in one.
struct CreateCompletedRulesTests {
    private static let call = OrderCall.createCompleted(total: fen(5000))

    private static func reasons(on state: OrderState, isVerified: Bool = true) -> [DenialReason] {
        let situation = CallSituation(
            call: call, state: state, isVerified: isVerified, actor: actor("wang"),
            isProtected: true, velocity: VelocityUsage(isTripped: true))
        guard case .denied(let denial) = CallPolicy().decision(on: situation) else { return [] }
        return denial.reasons
    }

    @Test(
        arguments: [
            .created(riskFund: nil), .inService(riskFund: nil), awaiting(due: 5000),
            .done(paid: nil), .revoked, .expired,
        ] as [OrderPhase])
    func `a number that has an order is used for no other`(phase: OrderPhase) {
        #expect(Self.reasons(on: .known(phase)) == [.orderExists])
        #expect(Self.reasons(on: .indeterminate(.stateUnknown, last: phase)) == [.orderExists])
        // What somebody claims stands in the way of nothing.
        #expect(Self.reasons(on: .known(phase), isVerified: false).isEmpty)
    }

    @Test func `a number of which nothing is known may be used`() {
        #expect(Self.reasons(on: .unseen).isEmpty)
        #expect(Self.reasons(on: .indeterminate(.stateUnknown, last: nil)).isEmpty)
    }

    @Test(
        arguments: [
            OrderSnapshot(state: "FINISHED", stateDescription: "MCH_COMPLETE"),
            OrderSnapshot(state: "DOING", stateDescription: "MCH_COMPLETE"),
            OrderSnapshot(
                state: "FINISHED", stateDescription: "MCH_COMPLETE", totalAmount: .fen(5000)),
        ])
    func `an answer that says no more than that it is completed shows our total`(
        answer: OrderSnapshot
    ) {
        #expect(
            Self.call.rules.shown(by: answer)?.interpretation
                == .phase(awaiting(due: 5000), paidThrough: .untold))
    }

    @Test func `what an answer says of the money stands`() {
        let paid = OrderSnapshot(
            state: "FINISHED", stateDescription: "MCH_COMPLETE",
            collection: CollectionSnapshot(state: "USER_PAID"))
        #expect(Self.call.rules.shown(by: paid)?.interpretation == .indeterminate(.paidButOpen))
        let closed = OrderSnapshot(state: "DONE")
        #expect(Self.call.rules.shown(by: closed) == closed)
        #expect(Self.call.rules.shown(by: nil) == nil)
    }

    @Test func `what becomes of an order without charge is not made up`() {
        let free = OrderCall.createCompleted(total: .zero).rules
        let answer = OrderSnapshot(state: "FINISHED", stateDescription: "MCH_COMPLETE")
        #expect(free.shown(by: answer)?.interpretation == .indeterminate(.collectionUnexpected))
        let closed = OrderSnapshot(
            state: "DONE", totalAmount: .fen(0), needCollection: false)
        #expect(
            free.shown(by: closed)?.interpretation
                == .phase(.done(paid: .zero), paidThrough: .untold))
    }

    @Test func `it makes the change that another system's completion makes`() {
        #expect(OutsideChange.Kind.completed.isMade(by: .createCompleted))
        #expect(!OutsideChange.Kind.revoked.isMade(by: .createCompleted))
    }
}
