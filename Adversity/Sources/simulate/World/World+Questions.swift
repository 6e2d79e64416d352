import OrderEngine
import OrderLifecycle

extension World {
    /// Which order an action is about: any, but mostly one that is collected where an amount is to
    /// be lowered.
    func order(for action: Action) -> Int {
        let any = dice.below(swarm.orders)
        if action == .requestApproval {
            let alive = weChat.orders.indices.filter {
                [.created, .inService].contains(weChat.orders[$0].state)
            }
            if !alive.isEmpty, dice.falls(400) { return dice.pick(alive) }
        }
        guard [Action.modify, .collect, .reportPaid, .requestApproval].contains(action),
            dice.falls(700)
        else { return any }
        let collected = weChat.orders.indices.filter { weChat.orders[$0].state == .paying }
        return collected.isEmpty ? any : dice.pick(collected)
    }

    /// Which authorization an action is about, and by which customer it names it.
    func authorization(for action: Action) -> (authorization: Int?, customer: Int?) {
        switch action {
        case .requestAuthorization, .terminate, .reconcileAuthorizations:
            (dice.below(swarm.codes), nil)
        case .queryAuthorization:
            dice.falls(300) ? (nil, dice.below(swarm.customers)) : (dice.below(swarm.codes), nil)
        case .receiveAuthorization: (dice.below(permissions.all.count), nil)
        case .terminateCustomer: (nil, dice.below(swarm.customers))
        case .create, .createCompleted, .query, .decide, .cancel, .dryRun, .complete, .modify,
            .collect, .reportPaid, .reconcile, .protect, .unprotect, .resetVelocityLimit,
            .observe, .seal, .receive, .sweep, .requestApproval, .acknowledge, .reject,
            .withdraw, .runApprovals:
            (nil, nil)
        }
    }

    /// What is asked of an order, where that can give money up.
    func question(of action: Action, about order: Int) -> OrderCall? {
        switch action {
        case .cancel: .cancel
        case .modify: modify(of: order)
        case .reportPaid: reportPaid(of: order)
        case .requestApproval where weChat.orders[order].state != .paying && dice.falls(800):
            .cancel
        case .decide, .dryRun, .requestApproval:
            dice.falls(400) ? modify(of: order) : dice.falls(300) ? reportPaid(of: order) : .cancel
        case .create, .createCompleted, .query, .complete, .collect, .reconcile, .protect,
            .unprotect, .resetVelocityLimit, .observe, .seal, .receive, .sweep,
            .requestAuthorization, .terminate, .terminateCustomer, .queryAuthorization,
            .reconcileAuthorizations, .receiveAuthorization, .acknowledge, .reject, .withdraw,
            .runApprovals:
            nil
        }
    }

    /// A modify to what a permit was given for, or to an amount that is drawn: mostly a sensible
    /// one, and often only by a few fen below what is collected, as another system lowers it too.
    private func modify(of order: Int) -> OrderCall {
        let given = permits.last { $0.order == order && $0.call.kind == .modify }
        if let given, dice.falls(400) { return given.call }
        let known = weChat.orders[order]
        let total = known.state == .paying ? known.total : dice.pick([100, 5000])
        let paid = known.state == .paying ? known.paid : 0
        let fen =
            switch dice.below(10) {
            case 0...4: total - dice.within(1...5)
            case 5...6: dice.within(min(paid, total) + 1...total + 1) - 1
            case 7: total
            case 8: total + dice.within(1...5000)
            default: dice.pick([0, paid - 1, paid, paid + 1])
            }
        return .modify(total: (try? Amount(fen: fen)) ?? .zero)
    }

    /// A report for which a permit was given, or of a payment a while ago; seldom of one that is
    /// still to come.
    private func reportPaid(of order: Int) -> OrderCall {
        let given = permits.last { $0.order == order && $0.call.kind == .reportPaid }
        if let given, dice.falls(400) { return given.call }
        let shift = dice.falls(100) ? dice.within(1000...600_000) : -dice.within(0...600_000)
        return .reportPaid(at: wall.advanced(by: .milliseconds(shift)).inWholeSeconds)
    }

    /// The body of a modify in the simulated worlds: what is to be collected in all, and what makes
    /// it another request than those before.
    static func modifyBody(of total: Int64, number: Int) -> [UInt8] {
        Array("\(total)#\(number)".utf8)
    }
}
