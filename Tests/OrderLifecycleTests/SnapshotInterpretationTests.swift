import OrderLifecycle
import Testing

/// What a snapshot means: the three words and the amounts are judged together.
struct SnapshotInterpretationTests {
    private static func collection(
        _ state: String?, total: WireAmount = .absent, paying: WireAmount = .absent,
        paid: WireAmount = .absent, types: [String] = []
    ) -> CollectionSnapshot {
        CollectionSnapshot(
            state: state, totalAmount: total, payingAmount: paying, paidAmount: paid,
            paidTypes: types)
    }

    private static func payingCollection(
        total: Int64, paying: Int64, paid: Int64
    ) -> CollectionSnapshot {
        collection("USER_PAYING", total: .fen(total), paying: .fen(paying), paid: .fen(paid))
    }

    /// The phases of the table.
    static let phases: [(snapshot: OrderSnapshot, phase: OrderPhase)] = [
        (OrderSnapshot(state: "CREATED"), .created(riskFund: nil)),
        (OrderSnapshot(state: "CREATED", riskFund: .fen(4900)), .created(riskFund: fen(4900))),
        (
            OrderSnapshot(state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(1)),
            .inService(riskFund: fen(1))
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: payingCollection(total: 5000, paying: 5000, paid: 0)),
            awaiting(due: 5000)
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: payingCollection(total: 3900, paying: 3000, paid: 900)),
            awaiting(due: 3000, paid: 900)
        ),
        (OrderSnapshot(state: "DONE"), .done(paid: nil)),
        (
            OrderSnapshot(
                state: "DONE", collection: collection("USER_PAID", paid: .fen(3900))),
            .done(paid: fen(3900))
        ),
        (
            OrderSnapshot(state: "DONE", totalAmount: .fen(0), needCollection: false),
            .done(paid: .zero)
        ),
        (
            OrderSnapshot(state: "DONE", totalAmount: .fen(0), needCollection: true),
            .done(paid: nil)
        ),
        (OrderSnapshot(state: "REVOKED"), .revoked),
        (OrderSnapshot(state: "EXPIRED"), .expired),
    ]

    @Test(arguments: phases.indices)
    func `each row of the table is its phase`(row: Int) {
        let (snapshot, phase) = Self.phases[row]
        #expect(snapshot.interpretation == .phase(phase, paidThrough: .untold))
    }

    /// What is not understood, with why.
    static let indeterminate: [(snapshot: OrderSnapshot, why: IndeterminateReason)] = [
        (OrderSnapshot(state: nil), .stateMissing),
        (OrderSnapshot(state: ""), .stateMissing),
        (OrderSnapshot(state: "FINISHED"), .stateUnknown),
        (OrderSnapshot(state: "USER_ACCEPTED"), .stateUnknown),
        (OrderSnapshot(state: "created"), .stateUnknown),
        (OrderSnapshot(state: " CREATED"), .stateUnknown),
        (OrderSnapshot(state: "REVO\u{212A}ED"), .stateUnknown),
        (OrderSnapshot(state: "CREATE\u{301}D"), .stateUnknown),
        (
            OrderSnapshot(state: "CREATED", stateDescription: "MCH_COMPLETE"),
            .descriptionUnexpected
        ),
        (OrderSnapshot(state: "DOING"), .descriptionUnexpected),
        (OrderSnapshot(state: "DOING", stateDescription: ""), .descriptionUnexpected),
        (OrderSnapshot(state: "DOING", stateDescription: "PAYING"), .descriptionUnexpected),
        (OrderSnapshot(state: "DOING", stateDescription: "MCH_COMPLETE"), .collectionUnexpected),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "USER_CONFIRM",
                collection: payingCollection(total: 1, paying: 1, paid: 0)),
            .collectionUnexpected
        ),
        (
            OrderSnapshot(
                state: "CREATED", collection: payingCollection(total: 1, paying: 1, paid: 0)),
            .collectionUnexpected
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: collection("", total: .fen(1), paying: .fen(1), paid: .fen(0))),
            .collectionStateUnknown
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: collection(
                    "USER_CONFIRM", total: .fen(1), paying: .fen(1), paid: .fen(0))),
            .collectionStateUnknown
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: collection("USER_PAYING")),
            .amountsMissing
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: collection(
                    "USER_PAYING", total: .malformed, paying: .fen(1), paid: .fen(0))),
            .amountsMissing
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: payingCollection(total: -1, paying: -1, paid: 0)),
            .amountsMissing
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: payingCollection(total: .max, paying: .max, paid: .max)),
            .amountsMissing
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: payingCollection(total: 5000, paying: 4999, paid: 0)),
            .amountsDisagree
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: payingCollection(total: 0, paying: 0, paid: 0)),
            .amountsDisagree
        ),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: payingCollection(total: 900, paying: 0, paid: 900)),
            .amountsDisagree
        ),
        (OrderSnapshot(state: "CREATED", riskFund: .malformed), .amountsMissing),
        (OrderSnapshot(state: "CREATED", riskFund: .fen(-1)), .amountsMissing),
        (
            OrderSnapshot(
                state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(1_000_000_001)),
            .amountsMissing
        ),
    ]

    @Test(arguments: indeterminate.indices)
    func `whatever is not understood to the last member is indeterminate`(row: Int) {
        let (snapshot, why) = Self.indeterminate[row]
        #expect(snapshot.interpretation == .indeterminate(why))
    }

    // MARK: Oddities of published samples

    @Test(arguments: [nil, "", "USER_CONFIRM", "MCH_COMPLETE", "WHATEVER"] as [String?])
    func `a doing order that shows as paid is paid, whatever else it says`(description: String?) {
        let snapshot = OrderSnapshot(
            state: "DOING", stateDescription: description,
            collection: Self.collection(
                "USER_PAID", total: .fen(3900), paying: .fen(3000), paid: .fen(900)))
        #expect(snapshot.interpretation == .indeterminate(.paidButOpen))
    }

    @Test func `a created order that shows as paid is indeterminate`() {
        let snapshot = OrderSnapshot(
            state: "CREATED", collection: Self.collection("USER_PAID", paid: .fen(900)))
        #expect(snapshot.interpretation == .indeterminate(.collectionUnexpected))
    }

    @Test func `a closed order is closed even if its collection has no state`() {
        let snapshot = OrderSnapshot(
            state: "DONE", collection: Self.collection("", total: .fen(40_000)))
        #expect(snapshot.interpretation == .phase(.done(paid: nil), paidThrough: .untold))
    }

    @Test func `the real answer for a cancelled order is revoked`() {
        let snapshot = OrderSnapshot(
            state: "REVOKED", riskFund: .fen(4900), totalAmount: .fen(0), needCollection: true)
        #expect(snapshot.interpretation == .phase(.revoked, paidThrough: .untold))
    }

    @Test(arguments: ["CREATED", "DOING"], [nil, ""] as [String?])
    func `an empty collection counts as absent`(state: String, collection: String?) {
        let snapshot = OrderSnapshot(
            state: state, stateDescription: state == "DOING" ? "USER_CONFIRM" : "",
            collection: Self.collection(collection))
        guard case .phase = snapshot.interpretation else {
            Issue.record("\(snapshot.interpretation)")
            return
        }
    }

    @Test(
        arguments: [
            ([], nil), (["NEWTON"], PaymentRoute.weChat), (["MCH"], .merchant),
            (["MCH", "NEWTON"], .both), (["ADVANCE"], nil),
        ] as [([String], PaymentRoute?)])
    func `the receipts tell the route`(types: [String], route: PaymentRoute?) {
        let snapshot = OrderSnapshot(
            state: "DONE",
            collection: Self.collection("USER_PAID", paid: .fen(5), types: types))
        #expect(
            snapshot.interpretation
                == .phase(
                    .done(paid: fen(5), through: route), paidThrough: PaymentSource(route)))
    }

    // MARK: Money of orders that have ended

    /// What a closed order says of its money, and what is known of it then.
    static let closed: [(snapshot: OrderSnapshot, paid: Amount?)] = [
        (
            done(collection("USER_PAID", total: .fen(5000), paying: .fen(0), paid: .fen(5000))),
            fen(5000)
        ),
        (done(collection("USER_PAID", paid: .fen(5000)), total: .fen(5000)), fen(5000)),
        (done(collection("USER_PAID", total: .fen(0), paid: .fen(0))), .zero),
        (done(collection("USER_PAID", total: .malformed, paid: .fen(0))), nil),
        (done(collection("USER_PAID", paid: .fen(0)), total: .fen(40_000)), nil),
        (done(collection("USER_PAID", paid: .fen(0))), nil),
        (done(collection("USER_PAID", total: .fen(5000), paid: .fen(4999))), nil),
        (done(collection("USER_PAID", total: .fen(5000), paid: .malformed)), nil),
        (done(collection("USER_PAID", total: .fen(5000), paid: .fen(-1))), nil),
        (done(collection("USER_PAID", paying: .fen(1), paid: .fen(5000))), nil),
        (done(collection("USER_PAID", paying: .malformed, paid: .fen(5000))), nil),
        (done(collection("USER_PAID", paid: .fen(5000)), total: .malformed), nil),
        (done(collection("USER_PAYING", total: .fen(5000), paid: .fen(5000))), nil),
        (done(collection("PAID", total: .fen(5000), paid: .fen(5000))), nil),
        (done(collection("", total: .fen(5000), paid: .fen(5000))), nil),
        (done(collection("USER_PAID", paid: .fen(5000)), needCollection: false), nil),
    ]

    private static func done(
        _ collection: CollectionSnapshot, total: WireAmount = .absent, needCollection: Bool? = nil
    ) -> OrderSnapshot {
        OrderSnapshot(
            state: "DONE", collection: collection, totalAmount: total,
            needCollection: needCollection)
    }

    @Test(arguments: closed.indices)
    func `a closed order is closed, and its amount is known only where all agrees`(row: Int) {
        let (snapshot, paid) = Self.closed[row]
        #expect(snapshot.interpretation == .phase(.done(paid: paid), paidThrough: .untold))
        #expect(snapshot.contradiction == nil)
    }

    @Test(
        arguments: [
            (collection("USER_PAID"), true), (collection("USER_PAID", paid: .fen(0)), true),
            (collection("USER_PAYING", paid: .fen(1)), true),
            (collection(nil, paid: .malformed), true),
            (collection("", paid: .fen(-1)), true),
            (collection(nil, types: ["NEWTON"]), true),
            (collection("<not an object>"), true),
            (collection("USER_PAYING", total: .fen(5), paying: .fen(5), paid: .fen(0)), false),
            (collection(nil), false),
        ] as [(CollectionSnapshot, Bool)],
        [("REVOKED", .revoked, .paidAfterRevoked), ("EXPIRED", .expired, .liveAfterExpired)]
            as [(String, OrderPhase, Contradiction)])
    func `money on an order that is revoked or has lapsed contradicts itself`(
        money: (collection: CollectionSnapshot, isContradiction: Bool),
        end: (state: String, phase: OrderPhase, contradiction: Contradiction)
    ) {
        let snapshot = OrderSnapshot(state: end.state, collection: money.collection)
        guard case .phase(end.phase, _) = snapshot.interpretation else {
            Issue.record("\(snapshot.interpretation)")
            return
        }
        #expect(snapshot.contradiction == (money.isContradiction ? end.contradiction : nil))
    }

    // MARK: Failing closed

    static let states: [String?] = [
        nil, "", "CREATED", "DOING", "DONE", "REVOKED", "EXPIRED", "FINISHED", "created", "DOING ",
    ]
    static let descriptions: [String?] = [nil, "", "USER_CONFIRM", "MCH_COMPLETE", "PAYING"]
    static let amounts: [WireAmount] = [
        .absent, .malformed, .fen(-1), .fen(0), .fen(900), .fen(3000), .fen(3900),
    ]

    static var collections: [CollectionSnapshot?] {
        var all: [CollectionSnapshot?] = [nil]
        for state in [nil, "", "USER_PAYING", "USER_PAID", "PAYING"] as [String?] {
            for total in amounts {
                for paying in amounts {
                    for paid in amounts {
                        all.append(collection(state, total: total, paying: paying, paid: paid))
                    }
                }
            }
        }
        return all
    }

    private static func isAbsent(_ text: String?) -> Bool { text == nil || text == "" }

    private static func saysNothing(_ collection: CollectionSnapshot?) -> Bool {
        guard let collection else { return true }
        return isAbsent(collection.state) && collection.totalAmount == .absent
            && collection.payingAmount == .absent && collection.paidAmount == .absent
    }

    /// The table once more, as conditions on the snapshot's own words.
    private static func expected(_ snapshot: OrderSnapshot) -> CallDecision.Code {
        switch (snapshot.state, snapshot.stateDescription) {
        case ("CREATED", let word) where isAbsent(word):
            return saysNothing(snapshot.collection) ? .allowed : .denied
        case ("DOING", "USER_CONFIRM"):
            return saysNothing(snapshot.collection) ? .allowed : .denied
        case ("DOING", "MCH_COMPLETE"):
            guard let collection = snapshot.collection, collection.state == "USER_PAYING",
                case .fen(let total) = collection.totalAmount, collection.paidAmount == .fen(0),
                collection.payingAmount == .fen(total), total > 0
            else { return .denied }
            return .needsAcknowledgement
        case (_, _): return .denied
        }
    }

    @Test(arguments: states)
    func `nothing is allowed that the table does not allow`(state: String?) throws {
        let policy = CallPolicy()
        var tried = 0
        for description in Self.descriptions {
            for collection in Self.collections {
                let snapshot = OrderSnapshot(
                    state: state, stateDescription: description, collection: collection)
                let seen = OrderState.unseen
                let state = try seen.following(seen.finding(in: snapshot.interpretation))
                let decision = policy.decision(
                    on: CallSituation(state: state, actor: actor("tester")))
                if decision.code != Self.expected(snapshot) {
                    Issue.record("\(snapshot): \(decision)")
                }
                tried += 1
            }
        }
        #expect(tried == 5 * (1 + 5 * 343))
    }
}
