import OrderLifecycle
import Testing

/// What was done to an order elsewhere, and what was lost by it.
struct OutsideChangeTests {
    private static let service = OrderPhase.inService(riskFund: fen(20_000))

    static let changes: [(phase: OrderPhase, event: OrderEvent, change: OutsideChange?)] = [
        (.created(riskFund: nil), .revoked, OutsideChange(.revoked, loss: .upTo(nil))),
        (service, .revoked, OutsideChange(.revoked, loss: .upTo(fen(20_000)))),
        (.inService(riskFund: nil), .revoked, OutsideChange(.revoked, loss: .upTo(nil))),
        (awaiting(due: 5000), .revoked, OutsideChange(.revoked, loss: .exactly(fen(5000)))),
        (
            awaiting(due: 3000, paid: 900), .revoked,
            OutsideChange(.revoked, loss: .exactly(fen(3000)))
        ),
        (service, .completed(due: fen(1)), OutsideChange(.completed, loss: .nothing)),
        (service, .completedWithoutCharge, OutsideChange(.completed, loss: .nothing)),
        (
            .created(riskFund: nil), .advanced(awaiting(due: 5)),
            OutsideChange(.completed, loss: .nothing)
        ),
        (
            .created(riskFund: nil), .advanced(.done(paid: nil)),
            OutsideChange(.completed, loss: .nothing)
        ),
        (
            service, .advanced(awaiting(due: 5, paid: 1)),
            OutsideChange(.completed, loss: .nothing)
        ),
        (service, .advanced(.done(paid: fen(5))), OutsideChange(.completed, loss: .nothing)),
        (
            awaiting(due: 5000), .reduced(total: fen(4000)),
            OutsideChange(.reduced, loss: .exactly(fen(1000)))
        ),
        (
            awaiting(due: 5000), .advanced(awaiting(due: 3000, paid: 900)),
            OutsideChange(.reduced, loss: .exactly(fen(1100)))
        ),
        (
            awaiting(due: 4000, paid: 1000), .paid(fen(4500), through: .weChat),
            OutsideChange(.reduced, loss: .exactly(fen(500)))
        ),
        (awaiting(due: 5000), .paid(fen(5000), through: .weChat), nil),
        (awaiting(due: 5000), .paid(nil, through: nil), nil),
        (awaiting(due: 5000), .partlyPaid(paid: fen(1)), nil),
        (awaiting(due: 5000), .advanced(awaiting(due: 4000, paid: 1000)), nil),
        (.created(riskFund: nil), .confirmed, nil),
        (.created(riskFund: nil), .advanced(service), nil),
        (.created(riskFund: nil), .expired, nil),
        (.done(paid: nil), .corrected(.revoked), nil),
    ]

    @Test(arguments: changes.indices)
    func `what the merchant's side did is told apart from what the customer did`(row: Int) {
        let (phase, event, change) = Self.changes[row]
        #expect(phase.merchantChanges(by: event) == [change].compactMap(\.self))
    }

    private static let reported: [(OrderPhase, OrderEvent, [OutsideChange])] = [
        (
            awaiting(due: 5000), .paid(fen(5000), through: .merchant),
            [OutsideChange(.reportedPaid, loss: .exactly(fen(5000)))]
        ),
        (
            awaiting(due: 5000), .paid(nil, through: .merchant),
            [OutsideChange(.reportedPaid, loss: .exactly(fen(5000)))]
        ),
        // Of what was due, WeChat may have collected a part.
        (
            awaiting(due: 3000, paid: 900), .paid(fen(3900), through: .both),
            [OutsideChange(.reportedPaid, loss: .upTo(fen(3000)))]
        ),
        // What was lowered before is told as well: nobody says to have received it.
        (
            awaiting(due: 5000), .paid(fen(3000), through: .merchant),
            [
                OutsideChange(.reduced, loss: .exactly(fen(2000))),
                OutsideChange(.reportedPaid, loss: .exactly(fen(3000))),
            ]
        ),
        (
            service, .advanced(.done(paid: fen(700), through: .merchant)),
            [
                OutsideChange(.reportedPaid, loss: .exactly(fen(700))),
                OutsideChange(.completed, loss: .nothing),
            ]
        ),
        (
            .created(riskFund: nil), .advanced(.done(paid: nil, through: .merchant)),
            [
                OutsideChange(.reportedPaid, loss: .upTo(nil)),
                OutsideChange(.completed, loss: .nothing),
            ]
        ),
    ]

    @Test(arguments: reported.indices)
    func `a payment to the merchant was reported by the merchant's side`(row: Int) {
        let (phase, event, changes) = Self.reported[row]
        #expect(phase.merchantChanges(by: event) == changes)
    }

    @Test(arguments: OutsideChange.Kind.allCases)
    func `only the call that makes such a change explains it`(kind: OutsideChange.Kind) {
        let makers = OrderCall.Kind.allCases.filter(kind.isMade)
        switch kind {
        case .revoked: #expect(makers == [.cancel])
        case .completed: #expect(makers == [.createCompleted, .complete])
        case .reduced: #expect(makers == [.modify])
        case .reportedPaid: #expect(makers == [.reportPaid])
        }
    }

    @Test func `codes are stable`() {
        #expect(
            OutsideChange.Kind.allCases.map(\.rawValue) == [
                "revoked_outside", "completed_outside", "reduced_outside",
                "reported_paid_outside",
            ])
    }
}
