import OrderLifecycle
import Testing

/// Which cancels are allowed, under both versions of the rules.
struct CancelDecisionTests {
    static let asker = actor("wang")

    private static func situation(
        _ standing: OrderStanding, _ rules: CancelRules = .v1_1
    ) -> CancelSituation {
        CancelSituation(standing: standing, actor: asker, rules: rules)
    }

    enum Expected: Hashable, Sendable {
        case allowed(CancelNotice?)
        case asks([CancelHazard])
        case denied([DenialReason])
    }

    /// Every row of the table, with what V1.0 says where that is something else.
    static let rows: [(standing: OrderStanding, newer: Expected, older: Expected?)] = [
        (.clear(.created(riskFund: fen(100))), .allowed(nil), nil),
        (
            .clear(.inService(riskFund: fen(100))),
            .allowed(.serviceUncharged(upTo: fen(100))), nil
        ),
        (.clear(.inService(riskFund: nil)), .allowed(.serviceUncharged(upTo: nil)), nil),
        (
            .clear(awaiting(due: 5000)),
            .asks([.collectionAbandoned(atStake: fen(5000))]), .denied([.afterCompletion])
        ),
        (
            .clear(awaiting(due: 3000, paid: 900)),
            .denied([.partlyPaid]), .denied([.afterCompletion, .partlyPaid])
        ),
        (.clear(.done(paid: nil)), .denied([.alreadyDone]), nil),
        (.clear(.revoked), .denied([.alreadyRevoked]), nil),
        (.clear(.expired), .denied([.alreadyExpired]), nil),
        (.unclear(.paidButOpen, last: nil), .denied([.alreadyPaid]), nil),
        (.unclear(.paidButOpen, last: awaiting(due: 1)), .denied([.alreadyPaid]), nil),
        (.unseen, .denied([.unclearState]), nil),
        (.unclear(.stateUnknown, last: .created(riskFund: nil)), .denied([.unclearState]), nil),
        (.unclear(.amountsDisagree, last: awaiting(due: 1)), .denied([.unclearState]), nil),
    ]

    private static func outcome(_ decision: CancelDecision) -> Expected {
        switch decision {
        case .allowed(let clearance): .allowed(clearance.notice)
        case .needsAcknowledgement(let hazards): .asks(hazards)
        case .denied(let denial): .denied(denial.reasons)
        }
    }

    @Test(arguments: rows.indices)
    func `each row of the table is decided under both versions`(row: Int) {
        let (standing, newer, older) = Self.rows[row]
        let policy = CancelPolicy()
        let decided = Self.outcome(policy.decision(on: Self.situation(standing)))
        #expect(decided == newer)
        let before = Self.outcome(policy.decision(on: Self.situation(standing, .v1_0)))
        #expect(before == older ?? newer)
    }

    @Test func `an acknowledgement of exactly what is at stake allows it`() {
        let hazards = [CancelHazard.collectionAbandoned(atStake: fen(5000))]
        var situation = Self.situation(.clear(awaiting(due: 5000)))
        situation.acknowledgement = Acknowledgement(of: hazards, by: Self.asker)
        guard case .allowed(let clearance) = CancelPolicy().decision(on: situation) else {
            Issue.record("not allowed")
            return
        }
        #expect(clearance.acknowledged == hazards)
        #expect(clearance.notice == nil)
    }

    @Test(
        arguments: [
            [CancelHazard.collectionAbandoned(atStake: fen(4999))],
            [.collectionAbandoned(atStake: fen(5001))],
            [.partlyPaid(atStake: fen(5000))],
            [],
            [.collectionAbandoned(atStake: fen(5000)), .partlyPaid(atStake: fen(1))],
        ])
    func `an acknowledgement of anything else is stale and asked again`(hazards: [CancelHazard]) {
        var situation = Self.situation(.clear(awaiting(due: 5000)))
        situation.acknowledgement = Acknowledgement(of: hazards, by: Self.asker)
        #expect(
            CancelPolicy().decision(on: situation)
                == .needsAcknowledgement([.collectionAbandoned(atStake: fen(5000))]))
    }

    @Test func `a policy may make a part payment a hazard`() {
        var policy = CancelPolicy()
        policy.partPayment = PartPaymentGuard(.hazard)
        var situation = Self.situation(.clear(awaiting(due: 3000, paid: 900)))
        let hazards = [
            CancelHazard.collectionAbandoned(atStake: fen(3000)), .partlyPaid(atStake: fen(900)),
        ]
        #expect(policy.decision(on: situation) == .needsAcknowledgement(hazards))
        situation.acknowledgement = Acknowledgement(of: [hazards[0]], by: Self.asker)
        #expect(policy.decision(on: situation) == .needsAcknowledgement(hazards))
        situation.acknowledgement = Acknowledgement(of: hazards, by: Self.asker)
        #expect(policy.decision(on: situation).code == .allowed)
    }

    @Test func `an acknowledgement opens nothing that the rules close`() {
        for (standing, expected, _) in Self.rows {
            guard case .denied(let reasons) = expected else { continue }
            var situation = Self.situation(standing)
            let due = situation.pending?.due ?? fen(5000)
            situation.acknowledgement = Acknowledgement(
                of: [.collectionAbandoned(atStake: due)], by: Self.asker)
            #expect(
                Self.outcome(CancelPolicy().decision(on: situation)) == .denied(reasons))
        }
    }

    @Test func `may I and the act get the same reasons, on the same situation`() {
        // The act brings the acknowledgement and the view's age; nothing else differs.
        for (standing, _, _) in Self.rows {
            var situation = Self.situation(standing)
            let asked = CancelPolicy().decision(on: situation)
            situation.viewAge = ViewAge(sinceAsked: 0)
            situation.acknowledgement = Acknowledgement(of: [], by: Self.asker)
            #expect(CancelPolicy().decision(on: situation) == asked)
        }
    }

    @Test func `codes are stable`() {
        #expect(CancelRules.allCases.map(\.rawValue) == ["1.0", "1.1"])
        #expect(
            CancelDecision.Code.allCases.map(\.rawValue)
                == ["allowed", "needs_acknowledgement", "denied"])
        #expect(
            CancelHazard.Code.allCases.map(\.rawValue) == ["collection_abandoned", "partly_paid"])
        #expect(CancelNotice.serviceUncharged(upTo: nil).code == "service_uncharged")
        #expect(CancelNotice.serviceUncharged(upTo: fen(7)).atStake == fen(7))
    }
}
