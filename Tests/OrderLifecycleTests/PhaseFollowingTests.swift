import OrderLifecycle
import Testing

/// Where each event leads from each phase; what is absent cannot happen.
struct PhaseFollowingTests {
    static let created = OrderPhase.created(riskFund: fen(100))
    static let inService = OrderPhase.inService(riskFund: fen(100))
    static let whole = awaiting(due: 5000)
    static let part = awaiting(due: 3000, paid: 900)
    static let done = OrderPhase.done(paid: fen(3900))

    static let phases = [created, inService, whole, part, done, .revoked, .expired]

    /// One row an event, one column a phase, in the order of ``phases``.
    static let table: [(event: OrderEvent, results: [OrderPhase?])] = [
        (.created(.confirm, riskFund: fen(100)), [nil, nil, nil, nil, nil, nil, nil]),
        (.created(.noConfirm, riskFund: nil), [nil, nil, nil, nil, nil, nil, nil]),
        (.adopted(inService), [nil, nil, nil, nil, nil, nil, nil]),
        (.confirmed, [inService, nil, nil, nil, nil, nil, nil]),
        (.completed(due: fen(5000)), [nil, whole, nil, nil, nil, nil, nil]),
        (.completed(due: .zero), [nil, nil, nil, nil, nil, nil, nil]),
        (.completedWithoutCharge, [nil, .done(paid: .zero), nil, nil, nil, nil, nil]),
        (
            .reduced(total: fen(3500)),
            [nil, nil, awaiting(due: 3500), awaiting(due: 2600, paid: 900), nil, nil, nil]
        ),
        (.reduced(total: fen(900)), [nil, nil, awaiting(due: 900), nil, nil, nil, nil]),
        (.reduced(total: fen(5000)), [nil, nil, nil, nil, nil, nil, nil]),
        (.reduced(total: .zero), [nil, nil, nil, nil, nil, nil, nil]),
        (
            .partlyPaid(paid: fen(1000)),
            [
                nil, nil, awaiting(due: 4000, paid: 1000), awaiting(due: 2900, paid: 1000), nil,
                nil, nil,
            ]
        ),
        (
            .partlyPaid(paid: fen(900)),
            [nil, nil, awaiting(due: 4100, paid: 900), nil, nil, nil, nil]
        ),
        (.partlyPaid(paid: fen(5000)), [nil, nil, nil, nil, nil, nil, nil]),
        (.partlyPaid(paid: .zero), [nil, nil, nil, nil, nil, nil, nil]),
        (
            .paid(fen(5000), through: .weChat),
            [
                nil, nil, .done(paid: fen(5000), through: .weChat),
                .done(paid: fen(5000), through: .weChat), nil, nil, nil,
            ]
        ),
        (
            .paid(nil, through: nil),
            [nil, nil, .done(paid: nil), .done(paid: nil), nil, nil, nil]
        ),
        (.revoked, [.revoked, .revoked, .revoked, .revoked, nil, nil, nil]),
        (.expired, [.expired, nil, nil, nil, nil, nil, nil]),
        (.advanced(created), [nil, nil, nil, nil, nil, nil, nil]),
        (.advanced(.created(riskFund: nil)), [nil, nil, nil, nil, nil, nil, nil]),
        (.advanced(inService), [inService, nil, nil, nil, nil, nil, nil]),
        (.advanced(whole), [whole, whole, nil, nil, nil, nil, nil]),
        (.advanced(part), [part, part, part, nil, nil, nil, nil]),
        (.advanced(done), [done, done, done, done, nil, nil, nil]),
        (.advanced(.revoked), [.revoked, .revoked, .revoked, .revoked, nil, nil, nil]),
        (.advanced(.expired), [.expired, nil, nil, nil, nil, nil, nil]),
        (.corrected(.inService(riskFund: nil)), [nil, nil, nil, nil, nil, nil, nil]),
    ]

    @Test(arguments: table.indices)
    func `an event leads where the table says and nowhere else`(row: Int) {
        let (event, results) = Self.table[row]
        for (phase, expected) in zip(Self.phases, results) {
            #expect((try? phase.following(event)) == expected, "\(phase) after \(event)")
            if expected == nil {
                #expect(throws: IllegalTransition(phase: phase, event: event)) {
                    try phase.following(event)
                }
            }
        }
    }

    @Test func `the table has every event, every phase and a result for each pair`() {
        #expect(Set(Self.table.map(\.event.kind)) == Set(OrderEvent.Kind.allCases))
        #expect(Set(Self.phases.map(\.kind)) == Set(OrderPhase.Kind.allCases))
        #expect(Self.table.allSatisfy { $0.results.count == Self.phases.count })
    }

    @Test func `an order begins as created, as in service, or as it is found`() throws {
        let fund = fen(4900)
        #expect(
            try OrderPhase.beginning(with: .created(.confirm, riskFund: fund))
                == .created(riskFund: fund))
        #expect(
            try OrderPhase.beginning(with: .created(.noConfirm, riskFund: nil))
                == .inService(riskFund: nil))
        for phase in Self.phases {
            #expect(try OrderPhase.beginning(with: .adopted(phase)) == phase)
        }
    }

    @Test func `no order begins with anything else`() {
        for (event, _) in Self.table {
            switch event.kind {
            case .created, .adopted: continue
            case .confirmed, .completed, .completedWithoutCharge, .reduced, .partlyPaid, .paid,
                .revoked, .expired, .advanced, .corrected:
                #expect(throws: IllegalTransition(phase: nil, event: event)) {
                    try OrderPhase.beginning(with: event)
                }
            }
        }
    }

    @Test(arguments: phases)
    func `only done, revoked and expired are final, and no event follows them`(phase: OrderPhase) {
        let isFinal = [.done, .revoked, .expired].contains(phase.kind)
        #expect(phase.kind.isFinal == isFinal)
        let follows = Self.table.contains { (try? phase.following($0.event)) != nil }
        #expect(follows == !isFinal)
    }

    @Test func `codes are stable`() {
        #expect(
            OrderPhase.Kind.allCases.map(\.rawValue) == [
                "created", "in_service", "awaiting_payment", "done", "revoked", "expired",
            ])
        #expect(
            OrderEvent.Kind.allCases.map(\.rawValue) == [
                "created", "adopted", "confirmed", "completed", "completed_without_charge",
                "reduced", "partly_paid", "paid", "revoked", "expired", "advanced",
                "corrected",
            ])
    }

    @Test(arguments: [(0, 0), (0, 5), (1_000_000_000, 1)])
    func `a collection has something due and a sum that is believed`(due: Int64, paid: Int64) {
        #expect(PendingCollection(due: fen(due), paid: fen(paid)) == nil)
    }

    @Test func `a collection's total is what is due and what is paid`() {
        #expect(pending(due: 3000, paid: 900).total == fen(3900))
        #expect(pending(due: 999_999_999, paid: 1).total == fen(1_000_000_000))
    }
}
