import OrderLifecycle
import Testing

/// Which cancels are allowed, under both versions of the rules.
struct CallDecisionTests {
    static let asker = actor("wang")

    private static func situation(
        _ state: OrderState, _ rules: RulesVersion = .v1_1
    ) -> CallSituation {
        CallSituation(state: state, actor: asker, rules: rules)
    }

    enum Expected: Hashable, Sendable {
        case allowed(LossNotice?)
        case asks(Loss)
        case denied([DenialReason])
    }

    /// Every row of the table, with what V1.0 says where that is something else.
    static let rows: [(state: OrderState, newer: Expected, older: Expected?)] = [
        (.known(.created(riskFund: fen(100))), .allowed(nil), nil),
        (
            .known(.inService(riskFund: fen(100))),
            .allowed(.serviceUncharged(upTo: fen(100))), nil
        ),
        (.known(.inService(riskFund: nil)), .allowed(.serviceUncharged(upTo: nil)), nil),
        (
            .known(awaiting(due: 5000)),
            .asks(loss(5000)), .denied([.afterCompletion])
        ),
        (
            .known(awaiting(due: 3000, paid: 900)),
            .denied([.partlyPaid]), .denied([.afterCompletion, .partlyPaid])
        ),
        (.known(.done(paid: nil)), .denied([.alreadyDone]), nil),
        (.known(.revoked), .denied([.alreadyRevoked]), nil),
        (.known(.expired), .denied([.alreadyExpired]), nil),
        (.indeterminate(.paidButOpen, last: nil), .denied([.alreadyPaid]), nil),
        (.indeterminate(.paidButOpen, last: awaiting(due: 1)), .denied([.alreadyPaid]), nil),
        (.unseen, .denied([.indeterminateState]), nil),
        (
            .indeterminate(.stateUnknown, last: .created(riskFund: nil)),
            .denied([.indeterminateState]), nil
        ),
        (
            .indeterminate(.amountsDisagree, last: awaiting(due: 1)),
            .denied([.indeterminateState]), nil
        ),
    ]

    private static func outcome(_ decision: CallDecision) -> Expected {
        switch decision {
        case .allowed(let clearance): .allowed(clearance.notice)
        case .needsAcknowledgement(let loss): .asks(loss)
        case .denied(let denial): .denied(denial.reasons)
        }
    }

    @Test(arguments: rows.indices)
    func `each row of the table is decided under both versions`(row: Int) {
        let (state, newer, older) = Self.rows[row]
        let policy = CallPolicy()
        let decided = Self.outcome(policy.decision(on: Self.situation(state)))
        #expect(decided == newer)
        let before = Self.outcome(policy.decision(on: Self.situation(state, .v1_0)))
        #expect(before == older ?? newer)
    }

    @Test func `an acknowledgement of exactly what is at stake allows it`() {
        var situation = Self.situation(.known(awaiting(due: 5000)))
        let acknowledgement = Acknowledgement(
            of: loss(5000), requestedBy: IdentifiedActor(Self.asker), acknowledgedBy: person("li"))
        situation.acknowledgement = acknowledgement
        guard case .allowed(let clearance) = CallPolicy().decision(on: situation) else {
            Issue.record("not allowed")
            return
        }
        #expect(clearance.acknowledged == acknowledgement)
        #expect(clearance.notice == nil)
    }

    @Test(arguments: [loss(4999), loss(5001), loss(1), loss(5000, paid: 1)])
    func `an acknowledgement of anything else is stale and asked again`(other: Loss) {
        var situation = Self.situation(.known(awaiting(due: 5000)))
        situation.acknowledgement = acknowledged(other)
        #expect(CallPolicy().decision(on: situation) == .needsAcknowledgement(loss(5000)))
    }

    @Test func `a policy may make a part payment a hazard`() {
        var policy = CallPolicy()
        policy.partPayment = PartPaymentGuard(.hazard)
        var situation = Self.situation(.known(awaiting(due: 3000, paid: 900)))
        let asked = CallDecision.needsAcknowledgement(loss(3000, paid: 900))
        #expect(policy.decision(on: situation) == asked)
        situation.acknowledgement = acknowledged(loss(3000))
        #expect(policy.decision(on: situation) == asked)
        situation.acknowledgement = acknowledged(loss(3000, paid: 900))
        #expect(policy.decision(on: situation).code == .allowed)
    }

    @Test func `what is at stake is what is due, and what was paid is never added`() {
        let both = loss(3000, paid: 900)
        #expect(both.atStake == fen(3000))
        #expect(both.hazards == [.collectionAbandoned, .partlyPaid])
        #expect(both.amount(of: .partlyPaid) == fen(900))
        #expect(loss(3000).hazards == [.collectionAbandoned])
        #expect(Loss([.partlyPaid], atStake: .zero, alreadyPaid: fen(900)) == nil)
        #expect(Loss([], atStake: fen(1)) == nil)
    }

    @Test func `an answer describes itself`() {
        var situation = Self.situation(.known(awaiting(due: 12_800)))
        var policy = CallPolicy()
        #expect(
            policy.decision(on: situation).description
                == "needs acknowledgement: collection_abandoned ¥128.00")
        situation.acknowledgement = acknowledged(loss(12_800))
        #expect(policy.decision(on: situation).description == "allowed")
        policy.partPayment = PartPaymentGuard(.hazard)
        situation.state = .known(awaiting(due: 3000, paid: 900))
        #expect(
            policy.decision(on: situation).description
                == "needs acknowledgement: collection_abandoned ¥30.00, partly_paid ¥9.00")
        situation.state = .known(.inService(riskFund: fen(30_000)))
        #expect(
            policy.decision(on: situation).description
                == "allowed: service_uncharged up to ¥300.00")
        situation.state = .known(.done(paid: nil))
        situation.isProtected = true
        #expect(policy.decision(on: situation).description == "denied: already_done, protected")
    }

    static let denied: [(state: OrderState, reasons: [DenialReason])] = rows.compactMap {
        guard case .denied(let reasons) = $0.newer else { return nil }
        return ($0.state, reasons)
    }

    @Test(arguments: denied)
    func `an acknowledgement opens nothing that the rules close`(
        state: OrderState, reasons: [DenialReason]
    ) {
        var situation = Self.situation(state)
        let due = situation.pending?.due ?? fen(5000)
        situation.acknowledgement = acknowledged(loss(due.fen))
        #expect(Self.outcome(CallPolicy().decision(on: situation)) == .denied(reasons))
    }

    @Test(arguments: rows.map(\.state))
    func `may I and the act get the same reasons, on the same situation`(state: OrderState) {
        // The act brings the observation's age; nothing else differs where nothing is acknowledged.
        var situation = Self.situation(state)
        let asked = CallPolicy().decision(on: situation)
        situation.observationAge = ObservationAge(sinceAsked: .zero)
        #expect(CallPolicy().decision(on: situation) == asked)
    }

    @Test func `codes are stable`() {
        #expect(RulesVersion.allCases.map(\.rawValue) == ["1.0", "1.1"])
        #expect(
            CallDecision.Code.allCases.map(\.rawValue)
                == ["allowed", "needs_acknowledgement", "denied"])
        #expect(
            Hazard.allCases.map(\.rawValue) == [
                "collection_abandoned", "amount_lowered", "received_elsewhere", "partly_paid",
            ])
        #expect(LossNotice.serviceUncharged(upTo: nil).code == "service_uncharged")
        #expect(LossNotice.serviceUncharged(upTo: fen(7)).atStake == fen(7))
    }
}
