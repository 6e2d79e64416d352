import OrderEngine
import OrderJournal
import OrderLifecycle

extension World {
    /// Plans the callers' first calls and what happens meanwhile.
    func begin() {
        callersAtWork = swarm.callers
        for caller in 0..<swarm.callers { later(delay()) { self.beginCall(of: caller) } }
        for _ in 0..<(4 + dice.below(8)) {
            let order = dice.below(swarm.orders)
            later(1 + thinking() * 2) { [self] in if !isCalm { happen(to: order) } }
        }
        beginAuthorizations()
    }

    /// How long a caller thinks before the next call.
    func thinking() -> Int64 {
        switch (swarm.haste, dice.below(8)) {
        case (0, _), (_, 0...2): dice.within(1...200)
        case (1, _), (_, 3...4): dice.within(1...20_000)
        case (2, _), (_, 5...6): dice.within(1...400_000)
        default: dice.within(1...5_000_000)
        }
    }

    private func beginCall(of caller: Int) {
        guard oracle.violation == nil, callsMade < swarm.calls else {
            return callerLeaves()
        }
        guard !incarnation.isDead else {
            later(60_000) { self.beginCall(of: caller) }
            return
        }
        if swarm.waits, let next = oracle.nextLook, dice.falls(600) {
            let pause = min(max(1, next - wall.milliseconds), 86_400_000)
            later(pause) { [self] in reconcile(oracle.nextReconciliation, then: caller) }
            return
        }
        let owner = other.map { dice.falls(500) ? $0 : incarnation } ?? incarnation
        perform(possible(dice.pick(swarm.actions)), on: owner) { [self] in
            later(thinking()) { self.beginCall(of: caller) }
        }
    }

    /// Ends a caller's calls; after the last caller's, faults stop.
    func callerLeaves() {
        callersAtWork -= 1
        if callersAtWork == 0 { calmDown() }
    }

    /// Reconciles when the next query is due, so that resendings are no rarity.
    private func reconcile(_ action: Action, then caller: Int) {
        guard oracle.violation == nil, !isCalm, !incarnation.isDead else {
            return later(60_000) { self.beginCall(of: caller) }
        }
        perform(action, on: incarnation) { [self] in
            later(thinking()) { self.beginCall(of: caller) }
        }
    }

    /// Makes one call of the engine in a task of its own.
    ///
    /// - Parameters:
    ///   - order: The number of the order that it is about; any, where it is left out.
    ///   - asked: What it asks for; drawn, where it is left out.
    ///   - id: The requested call that it is about; drawn, where it is left out.
    func perform(
        _ action: Action, of order: Int? = nil, asking asked: OrderCall? = nil,
        about id: ApprovalID? = nil, on incarnation: Incarnation, then next: @escaping () -> Void
    ) {
        callsMade += 1
        figures.calls += 1
        let id = id ?? approval(for: action)
        guard let name = person(for: action, of: id),
            let channel = try? CallerChannel("call-\(callsMade)")
        else { return }
        let known = id.flatMap { oracle.approvals[$0]?.order }
        let order = order ?? known ?? self.order(for: action)
        let (authorization, customer) = self.authorization(for: action)
        let call = SimulatedCall(
            number: callsMade, action: action, order: order, authorization: authorization,
            customer: customer,
            asked: asked ?? question(of: action, about: order),
            caller: Caller(actor: name, channel: channel), incarnation: incarnation)
        call.wasKnown = oracle.isKnown(call.order)
        tell {
            let asked = call.asked.map { " (\($0))" } ?? ""
            return "#\(call.number) \(action)\(asked) \(place(of: call)) by \(name)"
        }
        if [.cancel, .modify, .reportPaid, .dryRun].contains(action) {
            bringConsent(to: call, isFollowing: asked != nil)
        }
        if action.isOfApprovals { say(of: id, in: call) }
        let work = Work(world: self, call: call, wish: wish(of: call), next: next)
        SimulatedCall.$current.withValue(call) {
            _ = Task {
                await work.run()
            }
        }
    }

    /// Lets whoever was given a permit think, and often make the call that it is for; then the
    /// caller goes on.
    func follow(_ permit: GivenPermit?, then next: @escaping () -> Void) {
        guard let permit, dice.falls(700) else { return next() }
        later(thinking()) { [self] in
            guard oracle.violation == nil, !isCalm, !incarnation.isDead else { return next() }
            let action: Action =
                switch permit.call.kind {
                case .modify: .modify
                case .reportPaid: .reportPaid
                case .create, .createCompleted, .complete, .collect, .cancel: .cancel
                }
            perform(
                action, of: permit.order, asking: permit.call, on: incarnation, then: next)
        }
    }

    private func wish(of call: SimulatedCall) -> Wish {
        var wish = Wish()
        let amount = dice.pick([0, 100, 5000, 5000])
        wish.create = Array((dice.falls(300) ? "n" : "c").utf8)
        if swarm.codes > 0, dice.falls(800) {
            wish.create = Array("n@\(dice.below(swarm.customers))".utf8)
        }
        if dice.falls(200) { wish.create += Array("-\(call.number)".utf8) }
        wish.complete = Array("\(amount)#\(call.number)".utf8)
        // Mostly the very bytes of an earlier one, as a caller repeats it.
        wish.createCompleted = dice.falls(700) ? Array("\(amount)#".utf8) : wish.complete
        if case .modify(let total)? = call.asked {
            wish.modify = Self.modifyBody(of: total.fen, number: call.number)
        }
        wish.paidAt = call.asked?.terms.paidAt
        if [.receive, .receiveAuthorization].contains(call.action) {
            wish.notification = notification(about: place(of: call))
        }
        wish.reason = try? CancelReason("reason \(call.number)")
        wish.flag = dice.falls(300)
        wish.observed = dice.below(3)
        if dice.falls(100) { wish.claimed = dice.pick(Wish.claims) }
        return wish
    }
}

/// What a call brings, drawn before it begins.
struct Wish {
    var create: [UInt8] = []
    var complete: [UInt8] = []
    var createCompleted: [UInt8] = []
    /// There where the call asks for a modify, with the very total that it asks for.
    var modify: [UInt8]?
    /// There where the call asks for a report.
    var paidAt: Timestamp?
    var reason: CancelReason?
    var flag = false
    var observed = 0
    /// What comes from WeChat, or from somebody else.
    var notification: SentNotification?
    /// What is claimed of the order instead, true or not.
    var claimed: OrderSnapshot?

    static let claims =
        ["DONE", "REVOKED", "EXPIRED", "CREATED", nil].map { OrderSnapshot(state: $0) } + [
            OrderSnapshot(state: "DOING", stateDescription: "USER_CONFIRM"),
            OrderSnapshot(
                state: "DOING", collection: CollectionSnapshot(state: "USER_PAID")),
        ]
}

/// A call at work.
struct Work: @unchecked Sendable {
    let world: World
    let call: SimulatedCall
    let wish: Wish
    let next: () -> Void

    func run() async {
        let told: Told
        do throws(EngineError) { told = try await perform() } catch { told = .threw(error) }
        var permit: GivenPermit?
        if !call.incarnation.isDead {
            permit = givenPermit(told)
            if let permit { world.permits.append(permit) }
            world.oracle.told(call, told)
        }
        world.tell { "#\(call.number) ended: \(told)" }
        let world = self.world
        let waiting = waiting(told)
        world.follow(permit) { world.spread(waiting, then: next) }
    }

    private func perform() async throws(EngineError) -> Told {
        let engine = call.incarnation.engine
        let order = world.numbers[call.order]
        let caller = callerAsPassed
        guard let why = try? OperatorReason("seen, and asked") else { return .other }
        switch call.action {
        case .create:
            return .called(try await engine.create(order, json: wish.create, caller: caller))
        case .createCompleted:
            return .called(
                try await engine.createCompleted(
                    order, json: wish.createCompleted, caller: caller))
        case .complete:
            return .called(try await engine.complete(order, json: wish.complete, caller: caller))
        case .collect:
            return .called(try await engine.collect(order, caller: caller))
        case .query: _ = try await engine.query(order, caller: caller)
        case .decide:
            return .decided(
                try await engine.decision(
                    on: order, for: call.asked ?? .cancel, rules: wish.flag ? .v1_1 : nil,
                    caller: caller))
        case .cancel, .modify, .reportPaid, .dryRun:
            guard let reason = wish.reason else { return .other }
            return .called(try await giveUp(reason))
        case .reconcile:
            return .reconciled(
                try await engine.reconcile(dueOnly: !wish.flag || world.isCalm, caller: caller))
        case .protect: _ = try await engine.protect(order, reason: why, caller: caller)
        case .unprotect: _ = try await engine.unprotect(order, reason: why, caller: caller)
        case .resetVelocityLimit:
            _ = try await engine.resetVelocityLimit(reason: why, caller: caller)
        case .observe: try await observe()
        case .seal: await seal()
        case .sweep: return try await sweep()
        case .requestApproval, .acknowledge, .reject, .withdraw, .runApprovals:
            return try await approve()
        case .requestAuthorization, .terminate, .terminateCustomer, .queryAuthorization,
            .reconcileAuthorizations:
            return try await authorize()
        case .receive, .receiveAuthorization:
            guard let notification = wish.notification else { return .other }
            let answer = await engine.receive(notification.message, caller: caller)
            let isTold = world.tampering == .acknowledgesUnrecorded && answer.status == 503
            return .received(notification.notice, isTold ? .recorded : answer)
        }
        return .other
    }

    /// Makes, or rehearses, the call that gives money up.
    private func giveUp(_ reason: CancelReason) async throws(EngineError) -> CallResult {
        let engine = call.incarnation.engine
        let order = world.numbers[call.order]
        let isDry = call.action == .dryRun
        if let modify = wish.modify {
            return try await engine.modify(
                order, json: modify, consent: consentAsPassed, dryRun: isDry,
                caller: callerAsPassed)
        }
        if let paidAt = wish.paidAt {
            return try await engine.reportPaid(
                order, at: paidAt, consent: consentAsPassed, dryRun: isDry, caller: callerAsPassed)
        }
        return try await engine.cancel(
            order, reason: reason, consent: consentAsPassed, dryRun: isDry,
            caller: callerAsPassed)
    }

    /// Tells the engine what the merchant's own code saw a while ago, or says that it saw.
    private func observe() async throws(EngineError) {
        let shown = world.weChat.seen(call.order, at: world.time - Int64(wish.observed) * 30_000)
        guard let snapshot = wish.claimed ?? WireWords.snapshot(of: shown) else { return }
        _ = try await call.incarnation.engine.observe(
            world.numbers[call.order], snapshot: snapshot,
            identity: world.identity(of: call.order), evidence: WireWords.claim,
            caller: call.caller)
    }

    private func seal() async {
        guard let key = world.sealingKey else { return }
        let sealer = JournalSealer(
            journal: SimulatedJournal(incarnation: call.incarnation), key: key,
            caller: call.caller)
        _ = try? await sealer.seal(at: world.wall)
    }

    private func givenPermit(_ told: Told) -> GivenPermit? {
        switch told {
        case .decided(let answer), .called(.needsAcknowledgement(let answer)),
            .called(.permitUnusable(_, let answer)):
            GivenPermit(answer, to: call)
        case .called, .reconciled, .received, .authorized, .reconciledAuthorizations, .swept,
            .approved, .approvalsRun, .other, .threw:
            nil
        }
    }

    /// The call that was requested, and waits.
    private func waiting(_ told: Told) -> ApprovalID? {
        guard case .approved(.waiting(let shown)) = told, !call.incarnation.isDead,
            call.action == .requestApproval
        else { return nil }
        return shown.id
    }
}
