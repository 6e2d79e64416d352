import OrderEngine
import OrderJournal
import OrderLifecycle

/// What a sweep has to find.
extension Oracle {
    /// A sweep begins: the orders that the journal knows as open are to be asked about.
    func sweepBegins(_ call: SimulatedCall) {
        for (index, order) in orders.enumerated() where order.isListedOpen {
            call.openAtStart[index] = order.revision
        }
    }

    /// A sweep came to its end: if nothing went wrong meanwhile, each order that was open was asked
    /// about, or was seen by somebody else since, and stands no further back than was shown.
    func swept(_ call: SimulatedCall, _ report: SweepReport) {
        guard report.position.isComplete, report.position.failed == 0, !call.metMishap,
            world.other == nil
        else { return }
        world.figures.sweeps += 1
        for (index, revision) in call.openAtStart {
            let order = orders[index]
            guard let shown = call.shown[index] else {
                check(
                    .i28, order.revision > revision,
                    "order \(index + 1) was open, and the sweep did not ask about it")
                continue
            }
            check(
                .i28, order.hasReached(shown),
                "order \(index + 1) was shown as \(shown.state), \(shown.total) fen, and after the "
                    + "sweep it is \(order)")
        }
    }
}

extension OrderModel {
    /// Whether a sweep lists it: it is in no final phase, or nobody can tell.
    fileprivate var isListedOpen: Bool {
        revision > 0 && kind != nil && (!isKnown || Self.rank(kind) < 4)
    }

    /// Whether the journal's order is at least where WeChat's was.
    fileprivate func hasReached(_ shown: WeChatOrder) -> Bool {
        let rank =
            switch shown.state {
            case .none: 0
            case .created: 1
            case .inService: 2
            case .paying: 3
            case .done, .revoked, .expired: 4
            }
        guard Self.rank(kind) == rank, rank == 3 else { return Self.rank(kind) >= rank }
        return total <= shown.total && paid >= shown.paid
    }
}
