import OrderLifecycle

/// A customer's authorization as the imitation of WeChat keeps it; written from WeChat's pages
/// alone.
struct WeChatAuthorization {
    enum State: Int, CaseIterable {
        case none, pending, available, unavailable
    }

    /// The merchant's code; `nil` of one that was given in the older way, and is its customer's
    /// alone.
    let code: AuthorizationCode?
    var state = State.none
    /// The number of the customer in the world; `nil` as long as nobody has agreed.
    var customer: Int?
    var openedAt: Int64?
    var closedAt: Int64?
    /// Since which second it cannot be opened again yet: no page tells two changes of a second
    /// apart.
    var restsUntil: Int64 = 0
    /// Where it stood, one after the other, and from which moment on.
    private(set) var history: [(state: State, since: Int64)] = [(.none, 0)]

    init(code: AuthorizationCode?) {
        self.code = code
    }

    /// Goes on to a state.
    mutating func go(to next: State, at time: Int64) {
        state = next
        history.append((next, WireWords.inWholeSeconds(time)))
        switch next {
        case .none, .pending: break
        case .available: openedAt = WireWords.inWholeSeconds(time)
        case .unavailable:
            closedAt = WireWords.inWholeSeconds(time)
            rest(at: time)
        }
    }

    /// Lets nobody agree again in the second of its end, or of an answer that says so.
    mutating func rest(at time: Int64) {
        restsUntil = WireWords.inWholeSeconds(time) + 1000
    }
}

/// Something that a customer or another system of the merchant's does to an authorization.
enum WeChatAuthorizationEvent: Int, CaseIterable {
    case requestedElsewhere, agreed, withdrawn, terminatedElsewhere

    /// Whether another system does it, past the engine.
    var isForeign: Bool {
        switch self {
        case .agreed, .withdrawn: false
        case .requestedElsewhere, .terminatedElsewhere: true
        }
    }
}

/// All authorizations of the service, and what becomes of requests about them.
struct WeChatPermissions {
    /// What the pages leave open, chosen for one schedule.
    struct Habits {
        /// A repeated terminate is a success, not `INVALID_REQUEST`.
        var repeatsTerminates = true
        /// A customer can agree again to a code that has ended.
        var reopensCodes = false
    }

    let habits: Habits
    private(set) var all: [WeChatAuthorization]
    /// What each was before, and until when; for stale reads.
    private var past: [[(until: Int64, authorization: WeChatAuthorization)]]

    init(_ all: [WeChatAuthorization], habits: Habits) {
        self.habits = habits
        self.all = all
        past = Array(repeating: [], count: all.count)
    }

    /// What an authorization showed at a moment.
    func seen(_ index: Int, at time: Int64) -> WeChatAuthorization {
        past[index].first { $0.until > time }?.authorization ?? all[index]
    }

    /// The authorization that a customer has, or had last; `nil` if they never agreed.
    func current(of customer: Int) -> Int? {
        let theirs = all.indices.filter { all[$0].customer == customer }
        return theirs.first { all[$0].state == .available }
            ?? theirs.max { all[$0].closedAt ?? 0 < all[$1].closedAt ?? 0 }
    }

    /// Whether something can happen here.
    ///
    /// - Parameter customer: Who would agree.
    func admits(
        _ event: WeChatAuthorizationEvent, at index: Int, by customer: Int, at time: Int64
    ) -> Bool {
        let authorization = all[index]
        switch event {
        case .requestedElsewhere: return authorization.code != nil && authorization.state == .none
        case .withdrawn, .terminatedElsewhere: return authorization.state == .available
        case .agreed:
            // Nobody has two at once, and a code is bound to whoever agreed to it first.
            guard authorization.customer ?? customer == customer, time >= authorization.restsUntil,
                !all.contains(where: { $0.customer == customer && $0.state == .available })
            else { return false }
            switch authorization.state {
            case .none: return authorization.code == nil
            case .pending: return true
            case .available: return false
            case .unavailable: return authorization.code == nil || habits.reopensCodes
            }
        }
    }

    /// Lets something happen that can happen here.
    mutating func happen(
        _ event: WeChatAuthorizationEvent, to index: Int, by customer: Int, at time: Int64
    ) {
        change(index, at: time) { authorization in
            switch event {
            case .requestedElsewhere: authorization.go(to: .pending, at: time)
            case .withdrawn, .terminatedElsewhere: authorization.go(to: .unavailable, at: time)
            case .agreed:
                authorization.customer = customer
                authorization.go(to: .available, at: time)
            }
        }
    }

    /// Carries a request out.
    ///
    /// - Parameter hasOpenOrders: Whether an order of its customer is not closed.
    /// - Returns: The answer, and whether the authorization was changed by this very request.
    mutating func process(
        _ call: AuthorizationCall, of index: Int, signedAt: Int64, hasOpenOrders: Bool,
        at time: Int64
    ) -> (isAccepted: Bool, error: (status: Int, code: String), hadEffect: Bool) {
        let invalid = (400, "INVALID_REQUEST")
        guard abs(time - signedAt) <= WeChatImitation.signatureLife else {
            return (false, (401, "SIGN_ERROR"), false)
        }
        switch (call, all[index].state) {
        case (.request, .none):
            change(index, at: time) { $0.go(to: .pending, at: time) }
            return (true, invalid, true)
        case (.request, .pending): return (true, invalid, false)
        case (.request, .available), (.request, .unavailable), (.terminate, .pending):
            return (false, invalid, false)
        case (.terminate, .none): return (false, (404, "RESOURCE_NOT_EXISTS"), false)
        case (.terminate, .available):
            guard !hasOpenOrders else { return (false, invalid, false) }
            change(index, at: time) { $0.go(to: .unavailable, at: time) }
            return (true, invalid, true)
        case (.terminate, .unavailable):
            if habits.repeatsTerminates { all[index].rest(at: time) }
            return (habits.repeatsTerminates, invalid, false)
        }
    }

    private mutating func change(
        _ index: Int, at time: Int64, _ work: (inout WeChatAuthorization) -> Void
    ) {
        past[index].append((time, all[index]))
        work(&all[index])
    }
}
