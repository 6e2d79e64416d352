/// WeChat Pay Score as its pages describe it: orders, and what becomes of requests.
struct WeChatImitation {
    /// What the pages leave open, chosen for one schedule.
    struct Habits {
        /// A repeated cancel of a revoked order is a success, not `ORDER_CANCELED`.
        var repeatsCancels = true
        /// A repeated complete is a success, not `INVALID_REQUEST`.
        var repeatsCompletes = true
        /// A create and complete in one is answered with `FINISHED`, as in WeChat's sample.
        var saysFinished = false
        /// A repeated modify is a success, not `INVALID_REQUEST`.
        var repeatsModifies = true
        /// An order can be modified once only; the pages say neither this nor the contrary.
        var modifiesOnce = false
        /// A cancel after completion is refused with `PARAM_ERROR`, as users report.
        var refusesCancelsOfPartlyPaid = false
        /// A refused state is told as `PARAM_ERROR` rather than `INVALID_ORDER_STATE`.
        var blamesParameters = false
    }

    /// WeChat's answer to a request.
    enum Reply: Equatable {
        case success(WeChatOrder.State)
        case error(status: Int, code: String, isDeduction: Bool)

        static func error(_ status: Int, _ code: String) -> Reply {
            .error(status: status, code: code, isDeduction: false)
        }
    }

    /// How far the clock of a request's signature may be off, in milliseconds.
    static let signatureLife: Int64 = 300_000

    let habits: Habits
    /// How far it may be off for this imitation; only a control has another.
    let signatureLife: Int64
    private(set) var orders: [WeChatOrder]
    /// What each order was before, and until when; for stale reads.
    private var past: [[(until: Int64, order: WeChatOrder)]]

    init(orders: [WeChatOrder], habits: Habits, signatureLife: Int64 = Self.signatureLife) {
        self.habits = habits
        self.signatureLife = signatureLife
        self.orders = orders
        past = Array(repeating: [], count: orders.count)
    }

    mutating func happen(_ event: WeChatEvent, to order: Int, amount: Int64, at time: Int64) {
        change(order, at: time) { $0.happen(event, amount: amount, at: time) }
    }

    /// What the order showed at a moment.
    func seen(_ order: Int, at time: Int64) -> WeChatOrder {
        past[order].first { $0.until > time }?.order ?? orders[order]
    }

    /// The customer whom the body of a create names, by their number in the world.
    static func customer(in body: [UInt8]) -> Int? {
        guard body.starts(with: Array("n@".utf8)) else { return nil }
        let digits = body.dropFirst(2).prefix { $0 != UInt8(ascii: "-") }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Carries a request out.
    ///
    /// - Parameter isAuthorized: Whether the customer whom it names has authorized the service.
    /// - Returns: The answer, and whether the order was changed by this very request.
    mutating func process(
        _ call: String, of order: Int, body: [UInt8], isAuthorized: Bool, signedAt: Int64,
        at time: Int64
    ) -> (reply: Reply, hadEffect: Bool) {
        guard abs(time - signedAt) <= signatureLife else {
            return (.error(401, "SIGN_ERROR"), false)
        }
        let before = orders[order]
        let reply: Reply
        var after = before
        switch call {
        case "create" where before.state == .none && !isAuthorized: reply = .error(403, "NO_AUTH")
        case "create": reply = create(&after, body)
        case "create_completed": reply = createCompleted(&after, body)
        case "complete": reply = complete(&after, body)
        case "modify": reply = modify(&after, body, at: time)
        case "collect": reply = collect(after, at: time)
        case "report_paid": reply = reportPaid(&after, body, at: time)
        default: reply = cancel(&after, body, at: time)
        }
        let hadEffect = after.state != before.state || after.total != before.total
        if hadEffect { change(order, at: time) { $0 = after } }
        return (reply, hadEffect)
    }

    private mutating func change(
        _ order: Int, at time: Int64, _ work: (inout WeChatOrder) -> Void
    ) {
        past[order].append((time, orders[order]))
        work(&orders[order])
    }

    // MARK: The calls

    private func create(_ order: inout WeChatOrder, _ body: [UInt8]) -> Reply {
        guard order.state == .none else {
            let isSame = order.bodies["create"] == body
            return isSame ? .success(order.state) : .error(400, "INVALID_REQUEST")
        }
        order.bodies["create"] = body
        order.customer = Self.customer(in: body)
        order.riskFund = 10_000
        order.state = body.first == UInt8(ascii: "n") ? .inService : .created
        return .success(order.state)
    }

    private func createCompleted(_ order: inout WeChatOrder, _ body: [UInt8]) -> Reply {
        guard order.state == .none else {
            let isSame = order.bodies["create_completed"] == body
            return isSame ? .success(order.state) : .error(400, "INVALID_REQUEST")
        }
        order.bodies["create_completed"] = body
        order.total = Self.total(in: body)
        order.state = order.total == 0 ? .done : .paying
        return .success(order.state)
    }

    private func complete(_ order: inout WeChatOrder, _ body: [UInt8]) -> Reply {
        switch order.state {
        case .none: return .error(404, "ORDER_NOT_EXIST")
        case .inService:
            order.total = Self.total(in: body)
            order.bodies["complete"] = body
            order.state = order.total == 0 ? .done : .paying
            return .success(order.state)
        case .paying where order.bodies["complete"] == body && habits.repeatsCompletes:
            return .success(.paying)
        case .paying: return .error(400, "INVALID_REQUEST")
        case .created, .done, .revoked, .expired: return wrongState
        }
    }

    private func modify(_ order: inout WeChatOrder, _ body: [UInt8], at time: Int64) -> Reply {
        switch order.state {
        case .none: return .error(404, "ORDER_NOT_EXIST")
        case .paying where time < order.deductionUntil:
            return .error(status: 400, code: "PARAM_ERROR", isDeduction: true)
        // Also where somebody has lowered it further since: the answer then shows that.
        case .paying where order.bodies["modify"] == body && habits.repeatsModifies:
            return .success(.paying)
        case .paying where order.bodies["modify"] != nil && habits.modifiesOnce:
            return wrongState
        case .paying:
            let total = Self.total(in: body)
            guard total < order.total, total > order.paid else {
                return .error(400, "INVALID_REQUEST")
            }
            order.total = total
            order.bodies["modify"] = body
            return .success(.paying)
        case .created, .inService, .done, .revoked, .expired: return wrongState
        }
    }

    /// What is to be collected in all: what stands before the `#`.
    private static func total(in body: [UInt8]) -> Int64 {
        Int64(String(decoding: body.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)) ?? 0
    }

    /// The customer is urged; nothing of the order changes.
    private func collect(_ order: WeChatOrder, at time: Int64) -> Reply {
        switch order.state {
        case .none: .error(404, "ORDER_NOT_EXIST")
        case .paying where time < order.deductionUntil:
            .error(status: 400, code: "PARAM_ERROR", isDeduction: true)
        case .paying: .success(.paying)
        case .revoked: .error(400, "ORDER_CANCELED")
        case .created, .inService, .done, .expired: wrongState
        }
    }

    private func reportPaid(
        _ order: inout WeChatOrder, _ body: [UInt8], at time: Int64
    ) -> Reply {
        switch order.state {
        case .none: return .error(404, "ORDER_NOT_EXIST")
        case .paying where time < order.deductionUntil:
            return .error(status: 400, code: "PARAM_ERROR", isDeduction: true)
        case .paying:
            order.bodies["report_paid"] = body
            order.payElsewhere()
            return .success(.done)
        case .done: return .error(400, "ORDER_DONE")
        case .revoked: return .error(400, "ORDER_CANCELED")
        case .created, .inService, .expired: return wrongState
        }
    }

    private func cancel(_ order: inout WeChatOrder, _ body: [UInt8], at time: Int64) -> Reply {
        switch order.state {
        case .none: return .error(404, "ORDER_NOT_EXIST")
        case .paying where time < order.deductionUntil:
            return .error(status: 400, code: "PARAM_ERROR", isDeduction: true)
        case .paying where order.paid > 0 && habits.refusesCancelsOfPartlyPaid:
            return .error(400, "PARAM_ERROR")
        case .created, .inService, .paying:
            order.bodies["cancel"] = body
            order.state = .revoked
            return .success(.revoked)
        case .done: return .error(400, "ORDER_DONE")
        case .revoked where order.bodies["cancel"] == body && habits.repeatsCancels:
            return .success(.revoked)
        case .revoked: return .error(400, "ORDER_CANCELED")
        case .expired: return wrongState
        }
    }

    private var wrongState: Reply {
        .error(400, habits.blamesParameters ? "PARAM_ERROR" : "INVALID_ORDER_STATE")
    }
}
