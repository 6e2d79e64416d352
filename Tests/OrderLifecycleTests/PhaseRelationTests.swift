import OrderLifecycle
import Testing

/// How every phase that is seen relates to every phase that is known.
struct PhaseRelationTests {
    static let phases: [OrderPhase] = [
        .created(riskFund: fen(100)), .created(riskFund: nil), .created(riskFund: fen(200)),
        .inService(riskFund: fen(100)), .inService(riskFund: nil), .inService(riskFund: fen(200)),
        awaiting(due: 5000), awaiting(due: 3000, paid: 900),
        .done(paid: fen(3900)), .done(paid: .zero), .done(paid: nil), .revoked, .expired,
    ]

    /// One row a known phase, one word a seen phase, in the order of ``phases``; `=` is the same,
    /// `<` is earlier, `!` is a contradiction, `on` is advanced, and
    /// all else is the event by which the order went on.
    static let table = [
        "= = !amount confirmed confirmed on on on on on on revoked expired",
        "on = on on confirmed on on on on on on revoked expired",
        "!amount = = on confirmed confirmed on on on on on revoked expired",
        "< < < = = !amount completed on on free on revoked !expired",
        "< < < on = on completed on on free on revoked !expired",
        "< < < !amount = = completed on on free on revoked !expired",
        "< < < < < < = on paid paid paid revoked !expired",
        "< < < < < < < = paid paid paid revoked !expired",
        "< < < < < < < < = !amount = !revoked !expired",
        "< < < < < < < < !amount = = !revoked !expired",
        "< < < < < < < < = = = !revoked !expired",
        "< < < < < < < < !paid !paid !paid = !expired",
        "< < < !live !live !live !live !live !live !live !live !live =",
    ]

    private static func word(_ relation: PhaseRelation) -> String {
        switch relation {
        case .same: "="
        case .earlier: "<"
        case .later(.completedWithoutCharge): "free"
        case .later(.advanced): "on"
        case .later(let event): event.kind.rawValue
        case .contradiction(.amountChanged): "!amount"
        case .contradiction(.paidAfterRevoked): "!paid"
        case .contradiction(.revokedAfterDone): "!revoked"
        case .contradiction(.liveAfterExpired): "!live"
        case .contradiction(.liveAfterDone), .contradiction(.liveAfterRevoked),
            .contradiction(.unverifiedDiffers), .contradiction(.routeChanged):
            "!knowledge"
        case .contradiction(.expiredAfterConfirmed): "!expired"
        case .contradiction(.identityChanged), .contradiction(.notificationReused): "!identity"
        }
    }

    @Test(arguments: phases.indices)
    func `a seen phase relates to a known one as the table says`(row: Int) {
        let words = Self.table[row].split(separator: " ").map(String.init)
        #expect(words.count == Self.phases.count)
        for (seen, expected) in zip(Self.phases, words) {
            let relation = Self.phases[row].relation(to: seen, paidThrough: .untold)
            #expect(Self.word(relation) == expected, "\(Self.phases[row]) seen as \(seen)")
        }
    }

    @Test(
        arguments: [
            (pending(due: 4000), PhaseRelation.later(.reduced(total: fen(4000)))),
            (pending(due: 4000, paid: 1000), .later(.partlyPaid(paid: fen(1000)))),
            (pending(due: 1, paid: 4999), .later(.partlyPaid(paid: fen(4999)))),
            (pending(due: 5001), .earlier),
            (pending(due: 5000, paid: 1), .contradiction(.amountChanged)),
        ])
    func `the total only falls and what is paid only grows`(
        seen: PendingCollection, expected: PhaseRelation
    ) {
        let known = awaiting(due: 5000)
        #expect(known.relation(to: .awaitingPayment(seen), paidThrough: .untold) == expected)
    }

    @Test(
        arguments: [
            (.created(riskFund: nil), .done(paid: fen(5000))),
            (.created(riskFund: nil), awaiting(due: 3000, paid: 2000)),
            (.inService(riskFund: nil), .done(paid: fen(5000))),
            (.inService(riskFund: nil), awaiting(due: 3000, paid: 2000)),
            (awaiting(due: 5000), awaiting(due: 3000, paid: 2000)),
            (awaiting(due: 5000), awaiting(due: 1000, paid: 2000)),
            (awaiting(due: 5000), .done(paid: fen(5000))),
        ] as [(OrderPhase, OrderPhase)])
    func `whatever event tells of a payment names it`(known: OrderPhase, seen: OrderPhase) throws {
        let payments = try [TransactionID("T-1"), TransactionID("T-2")]
        let source = PaymentSource(.weChat, transactionIDs: payments)
        guard case .later(let event) = known.relation(to: seen, paidThrough: source) else {
            Issue.record("nothing is later")
            return
        }
        #expect(event.payments?.transactionIDs == payments)
    }

    @Test(
        arguments: [
            .adopted(.inService(riskFund: nil)), .advanced(.inService(riskFund: nil)),
            .adopted(awaiting(due: 5000)), .corrected(.revoked), .adopted(.done(paid: .zero)),
            .completed(due: fen(5000)), .reduced(total: fen(4000)),
        ] as [OrderEvent])
    func `an event without a payment tells of none`(event: OrderEvent) {
        #expect(event.payments == nil)
    }

    @Test func `an order that is found paid keeps the route of its payment`() {
        let done = OrderPhase.done(paid: fen(5000), through: .merchant)
        for event in [OrderEvent.adopted(done), .advanced(done), .corrected(done)] {
            #expect(event.payments?.route == .merchant)
        }
        #expect(OrderEvent.adopted(.done(paid: nil)).payments == PaymentSource(nil))
    }

    @Test func `less paid and a lower total cannot both be`() {
        let known = awaiting(due: 3000, paid: 900)
        let seen = awaiting(due: 2000, paid: 800)
        #expect(
            known.relation(to: seen, paidThrough: .untold) == .contradiction(.amountChanged))
    }

    @Test(arguments: PaymentRoute.allCases)
    func `a payment keeps its amount and its route`(route: PaymentRoute) {
        let seen = OrderPhase.done(paid: fen(5000), through: route)
        #expect(
            awaiting(due: 5000).relation(to: seen, paidThrough: PaymentSource(route))
                == .later(.paid(fen(5000), through: route)))
    }

    @Test(
        arguments: PaymentRoute.allCases + [nil] as [PaymentRoute?],
        PaymentRoute.allCases + [nil] as [PaymentRoute?])
    func `a payment that took another way than before contradicts it`(
        known: PaymentRoute?, shown: PaymentRoute?
    ) {
        let relation = OrderPhase.done(paid: fen(5), through: known)
            .relation(to: .done(paid: fen(5), through: shown), paidThrough: .untold)
        let differs = known != nil && shown != nil && known != shown
        #expect(relation == (differs ? .contradiction(.routeChanged) : .same))
    }

    @Test func `a free order that was paid somehow is no free order`() {
        let seen = OrderPhase.done(paid: .zero, through: .merchant)
        #expect(
            OrderPhase.inService(riskFund: nil).relation(to: seen, paidThrough: .untold)
                == .later(.advanced(seen)))
    }
}
