import OrderEngine
import OrderLifecycle

/// Which faults, operations and policies one schedule has, and how often; drawn anew for each, so
/// that rare combinations are as common as any.
struct Swarm {
    /// The groups of mishaps, one a kind of call.
    enum Group: Int, CaseIterable {
        case sending, querying, committing, reading, clock

        var mishaps: [Mishap] {
            switch self {
            case .sending: Mishap.sending
            case .querying: Mishap.querying
            case .committing: Mishap.committing
            case .reading: Mishap.reading
            case .clock: Mishap.ofTheClock
            }
        }
    }

    /// The orders as they stand at WeChat in the beginning.
    let found: [WeChatOrder]
    /// How many codes of authorizations there are; none in a schedule of orders alone.
    let codes: Int
    /// How many customers may agree to them, or without one.
    let customers: Int
    let permissionHabits: WeChatPermissions.Habits
    /// Whether calls are requested, and wait for people or for their hour.
    let hasApprovals: Bool
    /// Whether there are sweeps.
    let isSwept: Bool
    let callers: Int
    let calls: Int
    /// Whether all orders are collected from the beginning, and seldom end, so that they are
    /// lowered again and again.
    let isCollected: Bool
    /// Whether another system of the merchant's works on the same orders.
    let isForeign: Bool
    /// How often, in a thousand, something happens to an order while a call about it is under way.
    let meddling: Int
    let habits: WeChatImitation.Habits
    let settings: EngineSettings
    let actions: [Action]
    /// How often, in a thousand, another amount is stated than the permit's.
    let misstatements: Int
    /// How often, in a thousand, whoever requested a call acknowledges it as well.
    let selfishness: Int
    /// How fast the callers are.
    let haste: Int
    /// Whether callers wait for the next query of what is open.
    let waits: Bool
    /// Whether the wall clock may jump by years, and not only by minutes.
    let jumpsFar: Bool
    private(set) var rates: [[(mishap: Mishap, perMille: Int)]] = []
    var crashes: Int

    init(_ dice: inout Dice) throws(InvalidValue) {
        // Of dice of their own, so that a schedule of orders alone stays what it was.
        var others = Dice(seed: dice.seed(for: "authorizations, sweeps"))
        let kind = others.below(100)
        let hasAuthorizations = kind < 25
        let isSwept = kind >= 85
        self.isSwept = isSwept
        let hasApprovals = (25..<45).contains(kind)
        self.hasApprovals = hasApprovals
        codes = hasAuthorizations ? 1 + others.below(2) : 0
        customers = hasAuthorizations ? 1 + others.below(2) : 0
        permissionHabits = WeChatPermissions.Habits(
            repeatsTerminates: others.falls(500), reopensCodes: others.falls(400))
        let states: [WeChatOrder.State] = [
            .none, .none, .none, .none, .none, .none, .created, .created, .created, .inService,
            .inService, .inService, .inService, .paying, .paying, .paying, .done, .revoked,
            .expired,
        ]
        // In some schedules attempts are left to whoever reconciles, who seldom sends otherwise.
        let isLeftOpen = dice.falls(500) && !hasApprovals
        let isCollected = !isLeftOpen && dice.falls(300) && !hasApprovals
        self.isCollected = isCollected
        found = (0..<(1 + dice.below(3))).map { _ in
            let state =
                isLeftOpen || hasAuthorizations
                ? .none
                : isCollected
                    ? .paying : dice.pick(hasApprovals ? Self.approvableStates : states)
            return .found(state, amount: dice.pick([100, 5000]))
        }
        callers = 1 + dice.below(4)
        calls = 6 + dice.below(16) + (hasApprovals ? 14 : 0)
        let isForeign = dice.falls(isLeftOpen ? 700 : isCollected ? 600 : hasApprovals ? 700 : 350)
        self.isForeign = isForeign || isSwept
        meddling = dice.pick([0, 100, 400])
        habits = WeChatImitation.Habits(
            repeatsCancels: dice.falls(500), repeatsCompletes: dice.falls(500),
            saysFinished: dice.falls(500),
            repeatsModifies: dice.falls(500), modifiesOnce: dice.falls(150),
            refusesCancelsOfPartlyPaid: dice.falls(300), blamesParameters: dice.falls(300))
        var settings = try Self.settings(&dice, leavesOpen: isLeftOpen)
        if hasApprovals { try Self.askForPeople(&settings.policy, &others) }
        self.settings = settings
        let actions =
            Self.actions(&dice) + (hasApprovals ? Self.approvalActions : [])
            + (isLeftOpen ? [.create, .create, .reconcile] : [])
            + (isCollected
                ? [.modify, .modify, .modify, .modify, .collect, .reportPaid, .decide, .reconcile]
                : [])
        self.actions =
            hasAuthorizations
            ? Self.authorizationActions
            : isSwept ? actions + [.sweep, .sweep, .sweep, .sweep, .query] : actions
        misstatements = dice.pick([0, 50, 300])
        selfishness = dice.pick([0, 200, 700])
        haste = dice.below(4)
        waits = dice.falls(isLeftOpen ? 900 : 400)
        jumpsFar = dice.falls(500)
        crashes = dice.pick([0, 1, 1, 2, 3])
        let isCalm = !isLeftOpen && dice.falls(isCollected ? 400 : 100)
        for group in Group.allCases {
            let isFailing = isLeftOpen && group == .sending
            rates.append(
                isFailing
                    ? Self.failures(&dice) : isCalm ? [] : Self.rates(group, &dice))
        }
    }

    /// What is done about authorizations, and about the orders that stand in their way.
    private static let authorizationActions: [Action] = [
        .requestAuthorization, .requestAuthorization, .requestAuthorization, .terminate,
        .terminate, .terminate, .terminate, .terminateCustomer, .terminateCustomer,
        .queryAuthorization, .queryAuthorization, .queryAuthorization, .reconcileAuthorizations,
        .reconcileAuthorizations, .receiveAuthorization, .receiveAuthorization,
        .receiveAuthorization, .create, .create, .cancel, .reconcile,
    ]

    /// What is said of calls that wait, more often than all else.
    private static let approvalActions: [Action] = [
        .requestApproval, .requestApproval, .requestApproval, .requestApproval, .requestApproval,
        .requestApproval, .requestApproval, .requestApproval, .acknowledge, .acknowledge,
        .acknowledge, .acknowledge, .acknowledge, .reject, .withdraw, .runApprovals,
        .runApprovals, .runApprovals,
    ]

    /// Where an order stands of which calls are requested.
    private static let approvableStates: [WeChatOrder.State] = [
        .created, .created, .created, .created, .inService, .inService, .paying, .paying, .paying,
        .paying,
        .paying, .paying,
    ]

    /// From which amounts on other people have to say yes.
    private static func askForPeople(
        _ policy: inout CallPolicy, _ dice: inout Dice
    ) throws(InvalidValue) {
        let ones: [Int64?] = [nil, nil, 0, 3, 2000]
        let twos: [Int64?] = [nil, nil, 0, 4, 4000]
        let (one, two) = (dice.pick(ones), dice.pick(twos))
        policy.secondPerson = try one.map { fen throws(InvalidValue) in
            SecondPersonGuard(from: try Amount(fen: fen))
        }
        policy.twoPeople = try two.map { fen throws(InvalidValue) in
            TwoPeopleGuard(from: try Amount(fen: fen))
        }
    }

    /// What leaves an attempt open that is sent again soon.
    private static func failures(_ dice: inout Dice) -> [(Mishap, Int)] {
        [
            (.sendFailedBefore, 400), (.sendUnsignedBefore, 400),
            (.sendTwice, dice.pick([0, 50])),
        ].filter { $0.1 > 0 }
    }

    /// The authorizations in the beginning, of which WeChat knows none: those with codes, then the
    /// customers' without.
    var foundAuthorizations: [WeChatAuthorization] {
        guard codes > 0 else { return [] }
        return (0..<codes).map {
            WeChatAuthorization(code: try? AuthorizationCode("AUTH-\($0 + 1)"))
        } + (0..<customers).map { _ in WeChatAuthorization(code: nil) }
    }

    /// How many orders there are.
    var orders: Int { found.count }

    /// How old an observation may be when a request leaves, in milliseconds.
    var freshness: Int64 {
        min(settings.policy.freshness.limit, settings.retryPolicy.freshness).milliseconds
    }

    /// Whether the network doubles requests in this schedule.
    var doublesRequests: Bool {
        rates[Group.sending.rawValue].contains { $0.mishap == .sendTwice }
    }

    private static func rates(_ group: Group, _ dice: inout Dice) -> [(Mishap, Int)] {
        var rates: [(Mishap, Int)] = []
        var room = group == .clock ? 100 : 700
        for mishap in group.mishaps where dice.falls(400) {
            let wanted = dice.pick([20, 50, 100, 300, 500])
            let crash = mishap.isCrash || mishap == .commitFailed || mishap == .commitLostHalting
            let rate = min(room, crash ? wanted / 3 : group == .clock ? wanted / 10 : wanted)
            rates.append((mishap, rate))
            room -= rate
        }
        return rates
    }

    private static func actions(_ dice: inout Dice) -> [Action] {
        // What leads to attempts is always there, and more often.
        var actions: [Action] = [.create, .create, .complete, .complete, .cancel, .cancel, .cancel]
        actions += [
            .modify, .modify, .collect, .collect, .reportPaid, .reportPaid, .decide, .decide,
        ]
        actions += [.reconcile, .reconcile, .createCompleted, .receive, .receive]
        for action in Action.ofOrders where dice.falls(action == .seal ? 250 : 400) {
            actions.append(action)
        }
        return actions
    }

    private static func settings(
        _ dice: inout Dice, leavesOpen: Bool
    ) throws(InvalidValue) -> EngineSettings {
        var settings = EngineSettings()
        settings.rules = dice.falls(150) ? .v1_0 : .v1_1
        settings.policy.partPayment = PartPaymentGuard(dice.falls(500) ? .hazard : .denied)
        settings.policy.secondPerson = dice.falls(300) ? SecondPersonGuard() : nil
        settings.policy.freshness = try FreshnessGuard(
            limit: dice.pick([.seconds(1), .seconds(5), .seconds(60)]))
        if dice.falls(200) {
            settings.policy.velocityLimit = VelocityLimitGuard(
                try VelocityLimits(
                    cancels: 1, fen: 3000, reports: dice.falls(500) ? 1 : nil,
                    reportedFen: dice.falls(500) ? 3000 : nil, window: .seconds(3600)))
        }
        settings.retryPolicy = try RetryPolicy(
            quiescence: dice.pick([.seconds(600), .seconds(600), .seconds(900)]),
            dispatches: leavesOpen ? 3 : 1 + dice.below(3),
            freshness: dice.pick([.seconds(5), .seconds(60)]),
            retryPause: dice.pick([.seconds(1), .seconds(10)]))
        try settings.setPermitLifetime(
            dice.pick([.seconds(20), .seconds(600), .seconds(600), .seconds(3600)]))
        try settings.setMaxPause(
            leavesOpen ? .zero : dice.pick([.zero, .seconds(5), .seconds(5), .seconds(300)]))
        return settings
    }
}
