import OrderEngine
import OrderJournal
import OrderLifecycle

/// What is said of a call that is requested, and waits.
struct SaidOfApproval {
    /// The requested call, where it is said of one.
    var id: ApprovalID?
    /// For how long a call is to wait, where one is requested.
    var terms = ApprovalTerms.standard
    /// The amount that a person states.
    var stated: Amount?
}

/// People who request calls, and people who say yes or no to them.
extension World {
    /// Which requested call something is said of: mostly one that waits, seldom one that never was.
    func approval(for action: Action) -> ApprovalID? {
        guard [.acknowledge, .reject, .withdraw].contains(action) else { return nil }
        if dice.falls(20) { return try? ApprovalID("apr_00000000000000000000") }
        let waiting = oracle.requested.filter { oracle.approvals[$0]?.isWaiting == true }
        return waiting.isEmpty || dice.falls(100)
            ? dice.pick(oracle.requested) : dice.pick(waiting)
    }

    /// What can be done instead, where nothing was requested that anything could be said of.
    func possible(_ action: Action) -> Action {
        [.acknowledge, .reject, .withdraw].contains(action) && oracle.requested.isEmpty
            ? .requestApproval : action
    }

    /// Who says something of a requested call: anybody, but mostly the one who requested it where
    /// it is to be withdrawn.
    func person(for action: Action, of id: ApprovalID?) -> ActorName? {
        guard let model = id.flatMap({ oracle.approvals[$0] }) else { return person() }
        if action == .withdraw, dice.falls(600) { return model.terms.requestedBy.name }
        return try? ActorName(dice.pick(["anna", "ben", "chen", "dora"]))
    }

    /// What a person says who requests a call, or says yes to one.
    func say(of id: ApprovalID?, in call: SimulatedCall) {
        call.said.id = id
        if call.action == .requestApproval { call.said.terms = terms(of: call) }
        guard call.action == .acknowledge else { return }
        let shown = id.flatMap { oracle.approvals[$0]?.loss?.atStake }
        call.said.stated = misstated(shown ?? .zero, about: call.order)
        tell { "#\(call.number) states \(call.said.stated ?? .zero) to \(id?.text ?? "")" }
    }

    private func terms(of call: SimulatedCall) -> ApprovalTerms {
        let lifetime: Duration = dice.pick([
            .seconds(60), .seconds(600), .seconds(3600), .seconds(28_800), .seconds(259_200),
        ])
        let isCollected = weChat.orders[call.order].state == .paying
        let isHeld = dice.falls(isCollected ? 500 : 900)
        let hold: Duration? =
            isHeld
            ? dice.pick([
                .seconds(1), .seconds(isCollected ? 10_800 : 10), .seconds(60), .seconds(600),
            ]) : nil
        let stake = call.asked.flatMap(oracle.orders[call.order].stake) ?? 0
        let stated: Amount? =
            dice.falls(isHeld ? 600 : 50)
            ? misstated((try? Amount(fen: stake)) ?? .zero, about: call.order) : nil
        let terms = try? ApprovalTerms(lifetime: lifetime, hold: hold, stated: stated)
        tell {
            "#\(call.number) for \(lifetime), held \(hold ?? .zero), "
                + "stated \(stated.map { "\($0)" } ?? "nothing")"
        }
        return terms ?? .standard
    }

    /// An amount as a person states it, who may be mistaken.
    private func misstated(_ amount: Amount, about order: Int) -> Amount {
        guard dice.falls(swarm.misstatements) else { return amount }
        let fen = dice.pick([
            0, 1, amount.fen - 1, amount.fen + 1, oracle.orders[order].due,
            weChat.orders[order].due,
        ])
        return (try? Amount(fen: fen)) ?? .zero
    }

    /// Lets people hear of a call that waits, some of them at the same moment; then the caller goes
    /// on.
    func spread(_ id: ApprovalID?, then next: @escaping () -> Void) {
        guard let id, dice.falls(800) else { return next() }
        let model = oracle.approvals[id]
        let pause = dice.falls(500) ? delay() : thinking()
        if let model, dice.falls(300) { happen(to: model.order, mayBeSpared: false) }
        let isFree = model?.loss == nil
        let said: [Action] =
            isFree
            ? [.acknowledge, .reject, .withdraw, .runApprovals]
            : [
                .acknowledge, .acknowledge, .acknowledge, .acknowledge, .reject, .withdraw,
                .runApprovals,
            ]
        for _ in 0..<dice.below(3) {
            callersAtWork += 1
            hear(dice.pick(said), of: id, after: pause) { self.callerLeaves() }
        }
        if let hour = model?.terms.heldUntil, dice.falls(900) {
            callersAtWork += 1
            let wait = hour.milliseconds - wall.milliseconds
            hear(.runApprovals, of: id, after: min(max(1, wait), 20_000_000) + delay()) {
                self.callerLeaves()
            }
        }
        hear(isFree ? dice.pick(said) : .acknowledge, of: id, after: pause, then: next)
    }

    /// Lets somebody say something of a call that waits, while WeChat is asked to make it.
    func interject(about order: Int) {
        guard let asking = SimulatedCall.current?.action,
            [.acknowledge, .runApprovals].contains(asking), dice.falls(150),
            let id = oracle.requested.last(where: {
                oracle.approvals[$0].map { $0.order == order && $0.isWaiting } ?? false
            })
        else { return }
        callersAtWork += 1
        hear(dice.pick([.withdraw, .withdraw, .reject, .acknowledge]), of: id, after: 1) {
            self.callerLeaves()
        }
    }

    private func hear(
        _ action: Action, of id: ApprovalID, after pause: Int64,
        then next: @escaping () -> Void
    ) {
        later(pause) { [self] in
            guard oracle.violation == nil, !isCalm, !incarnation.isDead else { return next() }
            perform(action, about: id, on: incarnation, then: next)
        }
    }
}

/// Calls about what is requested.
extension Work {
    /// Requests a call, says something of one, or makes what is due.
    func approve() async throws(EngineError) -> Told {
        let approvals = call.incarnation.engine.approvals
        guard let why = try? OperatorReason("seen, and asked") else { return .other }
        if call.action == .runApprovals {
            return .approvalsRun(try await approvals.run(caller: call.caller))
        }
        if call.action == .requestApproval {
            guard let requested else { return .other }
            return .approved(
                try await approvals.request(
                    requested, of: world.numbers[call.order], terms: call.said.terms,
                    caller: call.caller))
        }
        guard let id = call.said.id else { return .other }
        switch call.action {
        case .acknowledge:
            return .approved(
                try await approvals.acknowledge(id, atStake: statedAsPassed, caller: call.caller))
        case .reject:
            return .approved(try await approvals.reject(id, reason: why, caller: call.caller))
        case .withdraw:
            return .approved(try await approvals.withdraw(id, caller: call.caller))
        default: return .other
        }
    }

    private var requested: ApprovableCall? {
        if let modify = wish.modify { return .modify(json: modify) }
        if let paidAt = wish.paidAt { return .reportPaid(at: paidAt) }
        return wish.reason.map { .cancel(reason: $0) }
    }

    /// The amount as the engine is told it.
    private var statedAsPassed: Amount {
        let shown = call.said.id.flatMap { world.oracle.approvals[$0]?.loss?.atStake }
        return world.tampering == .acknowledgesForThePerson
            ? shown ?? .zero : call.said.stated ?? .zero
    }
}
