/// An order as the imitation of WeChat keeps it; written from WeChat's pages alone.
struct WeChatOrder {
    enum State: Int, CaseIterable {
        case none, created, inService, paying, done, revoked, expired
    }

    var state = State.none
    var riskFund: Int64 = 0
    var total: Int64 = 0
    var paid: Int64 = 0
    /// How much of what is paid the merchant says to have received elsewhere.
    var elsewhere: Int64 = 0
    /// Until when a deduction runs, during which nothing can be cancelled.
    var deductionUntil: Int64 = 0
    /// The body of the last create, complete, modify, report and cancel that took effect.
    var bodies: [String: [UInt8]] = [:]

    /// The number of the customer in the world whom its create named.
    var customer: Int?

    var due: Int64 { total - paid }
}

/// Something that users, time or another system of the merchant's do to an order.
enum WeChatEvent: Int, CaseIterable {
    case confirmed, paid, partlyPaid, deductionBegun, lapsed
    case createdElsewhere, completedElsewhere, cancelledElsewhere, reducedElsewhere
    case syncedElsewhere

    /// Whether a collected order cannot be modified any more by it, or not for a while.
    var hindersModifies: Bool {
        switch self {
        case .paid, .deductionBegun, .cancelledElsewhere, .syncedElsewhere: true
        case .confirmed, .partlyPaid, .lapsed, .createdElsewhere, .completedElsewhere,
            .reducedElsewhere:
            false
        }
    }

    /// Whether another system does it, past the engine.
    var isForeign: Bool {
        switch self {
        case .confirmed, .paid, .partlyPaid, .deductionBegun, .lapsed: false
        case .createdElsewhere, .completedElsewhere, .cancelledElsewhere, .reducedElsewhere,
            .syncedElsewhere:
            true
        }
    }
}

extension WeChatOrder {
    /// An order as another system of the merchant's left it before the schedule began.
    static func found(_ state: State, amount: Int64) -> WeChatOrder {
        var order = WeChatOrder()
        order.state = state
        order.riskFund = state == .none ? 0 : 10_000
        if state == .paying || state == .done { order.total = amount }
        if state == .done { order.paid = amount }
        return order
    }

    /// An order of which so much is to be collected, and nothing is paid.
    static func awaiting(_ total: Int64) -> WeChatOrder { found(.paying, amount: total) }

    /// Whether something can happen here.
    func admits(_ event: WeChatEvent) -> Bool {
        switch event {
        case .confirmed, .lapsed: state == .created
        case .paid, .partlyPaid, .deductionBegun, .reducedElsewhere, .syncedElsewhere:
            state == .paying
        case .createdElsewhere: state == .none
        case .completedElsewhere: state == .inService
        case .cancelledElsewhere: state == .created || state == .inService || state == .paying
        }
    }

    /// What happens next to an order on its way to a state, if there is a way.
    func event(towards wanted: State) -> WeChatEvent? {
        switch (state, wanted) {
        case (.none, _): wanted == .none ? nil : .createdElsewhere
        case (.created, .inService), (.created, .paying), (.created, .done): .confirmed
        case (.created, .expired): .lapsed
        case (.inService, .paying), (.inService, .done): .completedElsewhere
        case (.paying, .done): .paid
        case (.created, .revoked), (.inService, .revoked), (.paying, .revoked):
            .cancelledElsewhere
        default: nil
        }
    }

    /// Takes what is due as received elsewhere by the merchant, which ends the order.
    mutating func payElsewhere() {
        elsewhere = due
        paid = total
        state = .done
    }

    /// Lets something happen, if it can happen here.
    mutating func happen(_ event: WeChatEvent, amount: Int64, at time: Int64) {
        switch (event, state) {
        case (.confirmed, .created): state = .inService
        case (.lapsed, .created): state = .expired
        case (.paid, .paying):
            paid = total
            state = .done
        case (.partlyPaid, .paying) where due > 1: paid += max(1, due / 2)
        case (.deductionBegun, .paying): deductionUntil = time + 180_000
        case (.createdElsewhere, .none):
            state = .created
            riskFund = 10_000
        case (.completedElsewhere, .inService):
            total = amount
            state = amount == 0 ? .done : .paying
        case (.cancelledElsewhere, .created), (.cancelledElsewhere, .inService),
            (.cancelledElsewhere, .paying):
            state = .revoked
        case (.reducedElsewhere, .paying) where due > 1 && time >= deductionUntil: total -= 1
        case (.syncedElsewhere, .paying) where time >= deductionUntil:
            payElsewhere()
        default: break
        }
    }
}
