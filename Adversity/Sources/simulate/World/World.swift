import Crypto
import OrderJournal
import OrderLifecycle

/// One schedule: orders at WeChat, a journal that survives, and incarnations of the engine one
/// after another; everything that happens follows from the seed.
final class World: @unchecked Sendable {
    let swarm: Swarm
    let tampering: Tampering?
    let numbers: [OutOrderNumber]
    let queue = RunQueue()
    let coverage: Coverage
    private(set) lazy var oracle = Oracle(world: self)
    var dice: Dice
    var weChat: WeChatImitation
    /// What WeChat signed about each order, as somebody on the way keeps it.
    private(set) var keptAnswers: [[SignedAnswer<WeChatOrder>]]
    /// Customers' authorizations at WeChat.
    var permissions: WeChatPermissions
    /// What WeChat signed about each authorization.
    var keptAuthorizations: [[SignedAnswer<WeChatAuthorization>]]
    private var nonces = 0
    /// What WeChat has to tell, whether it arrives or not.
    var notices: [Notice] = []
    var agenda = Agenda()
    /// The true time, which is WeChat's, in milliseconds.
    var time: Int64 = 1_767_225_600_000
    /// How far the machine's wall clock is ahead of it.
    var clockError: Int64 = 0
    var clockStandsAt: Int64?
    var crashesLeft: Int
    /// Whether faults have stopped.
    var isCalm = false
    private(set) var lives: [Incarnation] = []
    var other: Incarnation?
    var callsMade = 0
    var callersAtWork = 0
    var permits: [GivenPermit] = []
    /// What seals the journal; it must be the same whenever the same schedule runs.
    let sealingKey: Curve25519.Signing.PrivateKey?
    var figures = Figures()
    /// What happened, as numbers that are the same whenever the same schedule runs.
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var story: [String]?

    /// The oldest state that a stale read shows, in milliseconds.
    static let staleness: Int64 = 60_000
    static let mostSteps = 400_000
    /// The most answers about an order that are kept.
    static let mostKept = 12

    init(dice: Dice, tampering: Tampering?, coverage: Coverage, isTold: Bool) {
        var dice = dice
        do { swarm = try Swarm(&dice) } catch {
            preconditionFailure("a schedule's settings: \(error)")
        }
        self.dice = dice
        let seed = (0..<4).map { _ in dice.next() }.withUnsafeBytes { Array($0) }
        sealingKey = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        self.tampering = tampering
        self.coverage = coverage
        story = isTold ? [] : nil
        crashesLeft = swarm.crashes
        keptAnswers = Array(repeating: [], count: swarm.orders)
        numbers = (0..<swarm.orders).compactMap { try? OutOrderNumber("ORDER-\($0 + 1)") }
        weChat = WeChatImitation(
            orders: swarm.found, habits: swarm.habits,
            signatureLife: tampering == .acceptsLate
                ? 3_600_000 : WeChatImitation.signatureLife)
        permissions = WeChatPermissions(swarm.foundAuthorizations, habits: swarm.permissionHabits)
        keptAuthorizations = Array(repeating: [], count: permissions.all.count)
        for order in weChat.orders.indices { announceFound(order) }
        live(on: Ledger(tampering: tampering))
        if tampering == .ownsTwice {
            other = Incarnation(
                world: self, ledger: incarnation.ledger.copied(), number: 0)
        }
    }

    /// Runs the schedule to its end.
    func run() {
        queue.serving {
            begin()
            let isOver = exhaust()
            if !isOver { oracle.fail(.i16, "the schedule does not end") }
            oracle.ended()
        }
    }

    /// Runs all that waits, and all that this leads to.
    ///
    /// - Returns: Whether there was an end to it.
    func exhaust() -> Bool {
        for step in 0..<Self.mostSteps {
            figures.steps = step
            if queue.count > 0 {
                queue.run(dice.below(queue.count))
            } else if let next = agenda.next() {
                time = max(time, next.at)
                note(UInt64(bitPattern: time))
                next.work()
            } else {
                return true
            }
            if oracle.violation != nil { abandon() }
        }
        return false
    }

    /// The process as it lives now, or lived last.
    var incarnation: Incarnation { lives[lives.count - 1] }

    /// Begins another life of the process.
    func live(on ledger: Ledger) {
        lives.append(Incarnation(world: self, ledger: ledger, number: lives.count + 1))
    }

    // MARK: Time

    var wall: Timestamp { Timestamp(clamping: clockStandsAt ?? time + clockError) }

    /// Whether an answer that WeChat signed at a moment passes our check of its time.
    func canVerify(_ signedAt: Int64) -> Bool {
        abs(wall.milliseconds - signedAt) <= WeChatImitation.signatureLife
    }

    /// How far our wall clock is behind WeChat's.
    var clockLag: Int64 { max(0, time - wall.milliseconds) }

    /// Signs what an order shows, now; somebody may keep it.
    func sign(_ shown: WeChatOrder, of order: Int) -> SignedAnswer<WeChatOrder> {
        let answer = SignedAnswer(shown: shown, signedAt: time, nonce: nextNonce())
        if keptAnswers[order].count == Self.mostKept { keptAnswers[order].removeFirst() }
        keptAnswers[order].append(answer)
        return answer
    }

    func nextNonce() -> Int {
        nonces += 1
        return nonces
    }

    func later(_ milliseconds: Int64, _ work: @escaping () -> Void) {
        agenda.add(at: time + milliseconds, rank: dice.next(), work)
    }

    /// Suspends the running task.
    func pause(_ milliseconds: Int64) async {
        guard milliseconds > 0 else { return }
        await withUnsafeContinuation { continuation in
            later(milliseconds) { continuation.resume() }
        }
    }

    /// How long something of the outside takes: mostly next to nothing.
    func delay() -> Int64 {
        let die = dice.below(64)
        if die < 40 { return 1 + Int64(die % 3) }
        if die < 62 { return dice.within(1...300) }
        return die == 62 ? dice.within(1...6000) : 1
    }

    // MARK: Faults

    /// Draws what goes wrong at a call of a port, and counts the situation.
    ///
    /// - Parameter place: What the call speaks of, where it speaks of anything.
    func mishap(
        among group: Swarm.Group, otherwise smooth: Mishap, about place: Place? = nil
    ) -> Mishap {
        // A permit can only be used again where its first use came to nothing.
        let isRefused = tampering == .returnsPermits && group == .sending
        let drawn =
            isRefused
            ? .sendRefused
            : isCalm ? smooth : rarity(group, about: place) ?? draw(group) ?? smooth
        count(drawn, about: place)
        return drawn
    }

    /// What goes wrong with a sending that is rare, because it is a resending or meets an order
    /// that has just ended or been completed, or with the reading before it: drawn evenly, and
    /// beyond the crashes that the schedule has, so that all of it is met.
    private func rarity(_ group: Swarm.Group, about place: Place?) -> Mishap? {
        guard let call = SimulatedCall.current else { return nil }
        let place = place ?? self.place(of: call)
        if call.action.isOfApprovals, dice.falls(rarity(group, at: place)) {
            let mishap = dice.pick(group.mishaps)
            return mishap == .sendTwice && !swarm.doublesRequests ? nil : mishap
        }
        guard case .order(let order) = place else {
            return rarity(group, of: call.action, at: place)
        }
        let state = weChat.orders[order].state
        let perMille =
            switch (group, state, call.action) {
            case (.querying, _, .sweep): 100
            case (.reading, .paying, .complete), (.reading, .done, .complete),
                (.reading, .revoked, .complete), (.reading, .done, .modify),
                (.reading, .revoked, .modify), (.reading, .done, .reportPaid),
                (.reading, .revoked, .reportPaid), (.reading, .done, .collect),
                (.reading, .revoked, .collect):
                250
            case (.sending, _, .reconcile), (.sending, .done, _), (.sending, .revoked, _),
                (.sending, .expired, _), (.sending, .paying, .complete):
                500
            case (.sending, .paying, _): 250
            default: 0
            }
        guard dice.falls(perMille) else { return nil }
        let mishap = dice.pick(group.mishaps)
        return mishap == .sendTwice && !swarm.doublesRequests ? nil : mishap
    }

    /// The same of authorizations.
    private func rarity(
        _ group: Swarm.Group, of action: Action, at place: Place
    ) -> Mishap? {
        let perMille =
            switch (group, knownState(at: place), action) {
            case (.sending, .authorization(.pending), .reconcileAuthorizations): 750
            case (.sending, _, .reconcileAuthorizations),
                (.sending, .authorization(.unavailable), _),
                (.sending, .authorization(.available), .requestAuthorization):
                500
            case (.sending, _, _), (.querying, _, .reconcileAuthorizations): 150
            case (.reading, _, .terminate), (.reading, _, .terminateCustomer): 100
            default: 0
            }
        guard dice.falls(perMille) else { return nil }
        let mishap = dice.pick(group.mishaps)
        return mishap == .sendTwice && !swarm.doublesRequests ? nil : mishap
    }

    /// How often, in a thousand, something goes wrong with what is said of a requested call whose
    /// order is not collected, as most are.
    private func rarity(_ group: Swarm.Group, at place: Place) -> Int {
        guard case .order(let order) = place else { return 0 }
        return switch (weChat.orders[order].state, group) {
        case (.paying, .sending): 250
        case (.paying, _), (_, .clock): 0
        case (_, .sending): 700
        case (_, .querying), (_, .committing), (_, .reading): 120
        }
    }

    /// The same of the clock.
    private func clockRarity() -> Mishap? {
        guard let call = SimulatedCall.current, call.action.isOfApprovals,
            knownState(at: place(of: call)) != .order(.paying), dice.falls(100)
        else { return nil }
        return dice.pick(Mishap.ofTheClock)
    }

    private func draw(_ group: Swarm.Group) -> Mishap? {
        let rates = swarm.rates[group.rawValue]
        guard !rates.isEmpty else { return nil }
        var die = dice.below(1000)
        for (mishap, rate) in rates {
            if die < rate { return mishap.isCrash && crashesLeft == 0 ? nil : mishap }
            die -= rate
        }
        return nil
    }

    private func count(_ mishap: Mishap, about place: Place? = nil) {
        guard let call = SimulatedCall.current else { return }
        if !mishap.isSmooth {
            figures.mishaps += 1
            call.metMishap = true
        }
        coverage.count(knownState(at: place ?? self.place(of: call)), call.action, mishap)
        tell { "  #\(call.number) \(mishap)" }
    }

    /// Lets the wall clock jump or stand, if its hour has come.
    func disturbClock() {
        guard !isCalm, let mishap = draw(.clock) ?? clockRarity() else { return }
        count(mishap)
        if mishap == .clockFrozen {
            clockStandsAt = clockStandsAt == nil ? wall.milliseconds : nil
            return
        }
        let far = swarm.jumpsFar && dice.falls(300)
        let leap = far ? dice.within(3_600_000...157_680_000_000) : dice.within(1000...290_000)
        clockStandsAt = nil
        clockError = mishap == .clockForward ? clockError + leap : clockError - leap
        // Small jumps stay where answers can still be verified, and stale reads do no harm.
        if !far { clockError = min(max(clockError, -200_000), 200_000) }
        tell { "  the clock is \(self.clockError) ms ahead" }
    }

    /// Lets something happen to an order while a call about it is under way.
    func meddle(with order: Int) {
        let isSwept = swarm.isSwept && SimulatedCall.current?.action == .sweep
        if !isCalm, dice.falls(isSwept ? max(300, swarm.meddling) : swarm.meddling) {
            happen(to: order)
        }
        if !isCalm, swarm.hasApprovals { interject(about: order) }
    }

    /// Lets the order of a call that rests on an observation go on before the engine reads once
    /// more what it knows, and sends.
    func meddleBeforeReading() {
        guard let call = SimulatedCall.current,
            [.complete, .modify, .collect, .reportPaid].contains(call.action)
        else { return }
        meddleBeforeSending(to: call.order)
    }

    /// Lets an order go on between an observation of it and the request that rests on it, until it
    /// stands where dice chose: so requests of every kind meet every state, also those of a
    /// reconciliation, which seldom sends.
    func meddleBeforeSending(to order: Int) {
        let perMille =
            switch SimulatedCall.current?.action {
            case .reconcile: 800
            case .complete: max(250, swarm.meddling)
            case .acknowledge, .runApprovals: 600
            case .modify, .collect, .reportPaid: max(300, swarm.meddling)
            default: swarm.meddling
            }
        guard !isCalm, dice.falls(perMille) else { return }
        // Where dice choose a state that it has passed, it stays.
        let wanted: WeChatOrder.State =
            switch (SimulatedCall.current?.action, weChat.orders[order].state) {
            case (.complete, .inService): dice.pick([.paying, .done, .revoked])
            case (.modify, .paying), (.collect, .paying), (.reportPaid, .paying):
                dice.pick([.done, .revoked, .revoked])
            case (.acknowledge, .paying), (.runApprovals, .paying): dice.pick([.done, .revoked])
            case (.runApprovals, .created): dice.pick([.created, .expired, .expired, .revoked])
            default: dice.pick(WeChatOrder.State.allCases)
            }
        while let event = weChat.orders[order].event(towards: wanted),
            swarm.isForeign || !event.isForeign
        {
            happen(event, to: order)
        }
    }

    /// Lets users, time or another system do something to an order.
    ///
    /// - Parameter mayBeSpared: Whether what would end it too soon mostly does not happen.
    func happen(to order: Int, mayBeSpared: Bool = true) {
        let known = weChat.orders[order]
        if mayBeSpared, swarm.hasApprovals, known.state == .created, dice.falls(800) { return }
        let isSpared =
            swarm.isCollected && dice.falls(900)
            || mayBeSpared && swarm.hasApprovals && dice.falls(600)
        let events = WeChatEvent.allCases.filter {
            (swarm.isForeign || !$0.isForeign) && known.admits($0)
                && !(isSpared && $0.hindersModifies)
        }
        guard !events.isEmpty else { return }
        happen(dice.pick(events), to: order)
    }

    private func happen(_ event: WeChatEvent, to order: Int) {
        tell { "  WeChat: \(event) order \(order + 1)" }
        weChat.happen(event, to: order, amount: dice.within(0...5000), at: time)
        announce(event, of: order)
    }

    // MARK: The trace

    func note(_ number: UInt64) {
        digest = (digest ^ number) &* 0x100_0000_01B3
    }

    func tell(_ text: () -> String) {
        guard story != nil else { return }
        story?.append("\(time - 1_767_225_600_000) \(text())")
    }

    func index(of order: OutOrderNumber) -> Int {
        numbers.firstIndex(of: order) ?? 0
    }

    func identity(of order: Int) -> OrderIdentity {
        OrderIdentity(orderID: try? OrderID("100000000000\(order)"))
    }
}
