import OrderLifecycle
import Testing

/// What an observation adds to what is known.
struct OrderStateTests {
    static let final: [OrderPhase] = [
        .done(paid: fen(5)), .done(paid: nil), .revoked, .expired,
    ]
    static let live: [OrderPhase] = [
        .created(riskFund: nil), .inService(riskFund: fen(1)), awaiting(due: 5000),
    ]

    @Test func `an order that was never seen is indeterminate`() {
        #expect(OrderState.unseen.code == "indeterminate")
        #expect(OrderState.unseen.phase == nil)
        #expect(OrderState.unseen.lastPhase == nil)
    }

    @Test(arguments: final + live)
    func `the first observation adopts the order`(phase: OrderPhase) throws {
        let finding = OrderState.unseen.finding(in: .phase(phase, paidThrough: .untold))
        #expect(finding == .event(.adopted(phase)))
        let state = try OrderState.unseen.following(finding)
        #expect(state == .known(phase))
        #expect(state.code == phase.kind.rawValue)
    }

    @Test(arguments: live, IndeterminateReason.allCases.filter { $0 != .paidButOpen })
    func `a live order becomes indeterminate and clear again`(
        phase: OrderPhase, why: IndeterminateReason
    ) throws {
        let known = OrderState.known(phase)
        let indeterminate = try known.following(known.finding(in: .indeterminate(why)))
        #expect(indeterminate == .indeterminate(why, last: phase))
        #expect(indeterminate.phase == nil)
        #expect(indeterminate.lastPhase == phase)
        let finding = indeterminate.finding(in: .phase(phase, paidThrough: .untold))
        #expect(finding == .resolved)
        #expect(try indeterminate.following(finding) == known)
    }

    @Test(arguments: live + [nil], live)
    func `a payment that was seen is not undone by an older observation`(
        known: OrderPhase?, seen: OrderPhase
    ) throws {
        let paid = OrderState.indeterminate(.paidButOpen, last: known)
        let finding = paid.finding(in: .phase(seen, paidThrough: .untold))
        if case .event = finding { Issue.record("\(finding)") }
        #expect(finding != .resolved)
        #expect(try paid.following(finding) == paid)
    }

    @Test(arguments: IndeterminateReason.allCases)
    func `a payment that was seen stays seen in an observation that tells nothing`(
        why: IndeterminateReason
    ) throws {
        let paid = OrderState.indeterminate(.paidButOpen, last: awaiting(due: 5))
        #expect(try paid.following(paid.finding(in: .indeterminate(why))) == paid)
    }

    @Test(arguments: [OrderPhase.done(paid: nil), .revoked])
    func `after a payment that was seen, the end of the order is news`(end: OrderPhase) throws {
        let paid = OrderState.indeterminate(.paidButOpen, last: awaiting(due: 5))
        let finding = paid.finding(in: .phase(end, paidThrough: .untold))
        #expect(try paid.following(finding).phase?.kind == end.kind, "\(finding)")
    }

    @Test func `an indeterminate order goes on from the phase that was known`() throws {
        let indeterminate = OrderState.indeterminate(.stateUnknown, last: .created(riskFund: nil))
        let finding = indeterminate.finding(
            in: .phase(.inService(riskFund: nil), paidThrough: .untold))
        #expect(finding == .event(.confirmed))
        #expect(try indeterminate.following(finding) == .known(.inService(riskFund: nil)))
    }

    @Test func `an old observation leaves an indeterminate order indeterminate`() throws {
        let indeterminate = OrderState.indeterminate(.stateUnknown, last: awaiting(due: 5))
        let finding = indeterminate.finding(
            in: .phase(.created(riskFund: nil), paidThrough: .untold))
        #expect(finding == .stale(.created))
        #expect(try indeterminate.following(finding) == indeterminate)
    }

    @Test func `another reason for being indeterminate takes the place of the first`() throws {
        let indeterminate = OrderState.indeterminate(.stateUnknown, last: awaiting(due: 5))
        let finding = indeterminate.finding(in: .indeterminate(.amountsMissing))
        #expect(
            try indeterminate.following(finding)
                == .indeterminate(.amountsMissing, last: awaiting(due: 5)))
    }

    @Test(arguments: final, IndeterminateReason.allCases)
    func `nothing that is indeterminate touches a final phase`(
        phase: OrderPhase, why: IndeterminateReason
    ) throws {
        let known = OrderState.known(phase)
        #expect(try known.following(known.finding(in: .indeterminate(why))) == known)
    }

    @Test func `paid after it was revoked or had lapsed is a contradiction`() {
        let revoked = OrderState.known(.revoked)
        #expect(
            revoked.finding(in: .indeterminate(.paidButOpen)) == .contradiction(.paidAfterRevoked))
        let expired = OrderState.known(.expired)
        #expect(
            expired.finding(in: .indeterminate(.paidButOpen)) == .contradiction(.liveAfterExpired))
        #expect(revoked.finding(in: .indeterminate(.stateUnknown)) == .indeterminate(.stateUnknown))
    }

    @Test(
        arguments: [
            (OrderPhase.revoked, OrderPhase.done(paid: fen(5)), Contradiction.paidAfterRevoked),
            (.done(paid: nil), .revoked, .revokedAfterDone),
            (.expired, .inService(riskFund: nil), .liveAfterExpired),
            (.inService(riskFund: nil), .expired, .expiredAfterConfirmed),
            (.done(paid: fen(5)), .done(paid: fen(6)), .amountChanged),
        ])
    func `a contradiction is told and what is known stands`(
        known: OrderPhase, seen: OrderPhase, contradiction: Contradiction
    ) throws {
        let state = OrderState.known(known)
        let finding = state.finding(in: .phase(seen, paidThrough: .untold))
        #expect(finding == .contradiction(contradiction))
        #expect(try state.following(finding) == state)
    }

    @Test(arguments: final + live)
    func `an observation that shows the same confirms it`(phase: OrderPhase) throws {
        let state = OrderState.known(phase)
        let finding = state.finding(in: .phase(phase, paidThrough: PaymentSource(.weChat)))
        #expect(finding == .confirmed)
        #expect(try state.following(finding) == state)
    }

    @Test func `an event makes an indeterminate order clear, or is refused`() throws {
        let indeterminate = OrderState.indeterminate(.stateUnknown, last: .inService(riskFund: nil))
        #expect(try indeterminate.following(OrderEvent.revoked) == .known(.revoked))
        #expect(
            throws: IllegalTransition(phase: .inService(riskFund: nil), event: .expired)
        ) { try indeterminate.following(OrderEvent.expired) }
        #expect(throws: IllegalTransition(phase: nil, event: .confirmed)) {
            try OrderState.unseen.following(OrderEvent.confirmed)
        }
    }

    @Test func `nothing is cleared of which nothing was known`() throws {
        #expect(try OrderState.unseen.following(ObservationOutcome.resolved) == .unseen)
    }
}
