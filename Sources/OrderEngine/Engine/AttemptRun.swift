import Metrics
import OrderLifecycle

/// What an attempt is about, as far as the engine needs it to perform the steps.
struct Errand: Sendable {
    let id: AttemptID
    let request: ProviderRequest
    /// Where the order stood when the attempt was decided.
    let decidedOn: OrderStanding
    let mark: Mark

    /// Whether the order still stands where the attempt was decided, and nobody has protected it
    /// from this call since.
    func holds(for order: OrderProjection) -> Bool {
        order.standing == decidedOn && !(request.call.kind.givesMoneyUp && order.isProtected)
    }
}

/// How far an attempt came.
struct AttemptEnd: Sendable {
    let report: AttemptReport
    /// WeChat's verified answer, if it came in this very run.
    let receipt: ProviderReceipt?
}

/// One run through the steps of an attempt: performs what the machine asks for until the attempt
/// is settled, parked, or has to wait for longer than a caller would.
struct AttemptRun {
    private let engine: Engine
    private let errand: Errand
    private var machine: Attempt
    /// From when the last view is.
    private var viewTime: ViewTime
    /// WeChat's number of the order, as far as the journal knew it before the last sending.
    private var orderID: OrderID?
    private var looks = 0
    /// What was heard or seen last, as a code.
    private var why = "resumed"
    private var receipt: ProviderReceipt?
    private var evidence: Evidence?
    /// The moment of the last sending by a clock that nobody had set yet: what the journal has, or
    /// later.
    private var recordedLastSentAt: Timestamp
    /// Whether an answer was verified by the clock as it is set now, so that it is near WeChat's.
    private var isClockTrusted = false

    /// The most views that one run reads before it leaves the attempt for later.
    private static let mostLooks = 8

    /// What both clocks showed when the run began, or when it was last seen that somebody had set
    /// the wall clock.
    private var begunAt: (wall: Timestamp, uptime: Int64)

    /// How far the two clocks may drift apart in one run, in milliseconds; if they do by more,
    /// somebody has set the wall clock.
    private static let mostDrift: Int64 = 1000

    /// - Parameter now: The wall clock by which the machine was made.
    init(
        engine: Engine, errand: Errand, machine: Attempt, viewTime: ViewTime,
        recordedLastSentAt: Timestamp, now: Timestamp
    ) {
        self.engine = engine
        begunAt = (now, engine.clock.uptime())
        self.recordedLastSentAt = recordedLastSentAt
        self.errand = errand
        self.machine = machine
        self.viewTime = viewTime
    }

    /// Runs from a step on.
    mutating func run(from first: AttemptStep) async throws(EngineError) -> AttemptEnd {
        var step = first
        while true {
            switch step {
            case .send: step = try await send()
            case .readView: step = try await look()
            case .commitDispatch:
                try await record(.dispatched(errand.id, count: machine.dispatches))
                step = try await dispatch()
            case .wait(let until):
                let pause = until.millisecondsSince(engine.clock.now())
                guard pause <= engine.settings.longestPause, looks < Self.mostLooks else {
                    return try await end(.deferred(deferral(until: until)))
                }
                // A cancelled task only means that nothing is waited for.
                try? await engine.clock.sleep(milliseconds: pause)
                step = try advance(.woken)
            case .settle(let outcome): return try await settle(outcome)
            case .park: return try await end(.parked(errand.id))
            }
        }
    }

    /// Goes on once the record of a sending is durable.
    ///
    /// If the journal has learnt meanwhile that the order stands elsewhere, the view counts as too
    /// old to send on.
    mutating func dispatch() async throws(EngineError) -> AttemptStep {
        let errand = errand
        let known = try await engine.read { try $0.order(errand.request.order) }
        orderID = known?.identity.orderID
        let holds = known.map(errand.holds) ?? false
        let now = engine.clock.now()
        return try advance(
            .dispatchDurable(viewAge: holds ? viewAge(now) : .unknown), at: now)
    }

    /// Tells the machine what happened.
    private mutating func advance(
        _ input: AttemptInput, at moment: Timestamp? = nil
    ) throws(EngineError) -> AttemptStep {
        let now = moment ?? engine.clock.now()
        do throws(UnexpectedAttemptInput) {
            let (next, step) = try machine.following(input, now: now)
            machine = next
            return step
        } catch {
            throw .inconsistent("attempt \(errand.id) met an input out of place")
        }
    }

    private func viewAge(_ now: Timestamp) -> ViewAge {
        viewTime.age(uptime: engine.clock.uptime(), now: now)
    }

    // MARK: Steps

    private mutating func send() async throws(EngineError) -> AttemptStep {
        // What an earlier sending was answered says nothing of this one.
        evidence = nil
        let sentAt = engine.clock.now()
        let heard = await engine.provider.send(errand.request.known(as: orderID))
        if let disbelief = try await disbelief(of: heard, sentAt: sentAt) {
            why = disbelief.rawValue
            return try advance(.answered(.lost))
        }
        let answer: AttemptAnswer
        switch heard {
        case .accepted(let receipt, let evidence):
            self.receipt = receipt
            self.evidence = evidence
            isClockTrusted = true
            why = "accepted"
            answer = .accepted
        case .refused(let refusal, let evidence):
            self.evidence = evidence
            isClockTrusted = true
            why = refusal.kind.rawValue
            answer = .refused(refusal)
        case .unknown(let unknown):
            why = unknown.code
            answer = unknown.isServerError ? .failed : .lost
        case .notSent:
            why = "not_sent"
            answer = .notSent
        }
        return try advance(.answered(answer))
    }

    /// Why a verified answer settles nothing, or `nil` where it may.
    private func disbelief(
        of answer: ProviderAnswer<ProviderReceipt>, sentAt: Timestamp
    ) async throws(EngineError) -> AnswerDisbelief? {
        let request = errand.request
        if request.call.kind.givesMoneyUp,
            answer.isOlder(than: sentAt, byMoreThan: machine.terms.freshness)
        {
            return .tooOld
        }
        guard case .accepted(let receipt, _) = answer else { return nil }
        // What was learned while the call was under way counts too, and what is only claimed as
        // well: a view decides then, which asks nobody but WeChat.
        let known = try await engine.read { try $0.order(request.order) }
        let isOfAnother = known?.identity.contradicts(receipt.identity) ?? false
        return isOfAnother ? .ofAnotherOrder : nil
    }

    private mutating func look() async throws(EngineError) -> AttemptStep {
        looks += 1
        let sight = looks > Self.mostLooks ? .unclear : try await sight()
        let now = engine.clock.now()
        let isClockSet = wasClockSet(by: now)
        // A wall clock that was set meanwhile cannot say from when the view is, and so not
        // whether it is from after the quiescence.
        let age = isClockSet ? .unknown : viewAge(now)
        if isClockSet {
            // What was verified before says nothing of the clock as it was set.
            recordedLastSentAt = max(recordedLastSentAt, machine.lastSentAt)
            machine = machine.dated(now)
            isClockTrusted = false
        }
        return try advance(.viewed(sight, viewAge: age), at: now)
    }

    /// Tells whether somebody has set the wall clock since this was asked last, or the run began.
    private mutating func wasClockSet(by now: Timestamp) -> Bool {
        let uptime = engine.clock.uptime()
        let drift = now.millisecondsSince(begunAt.wall) - (uptime - begunAt.uptime)
        guard abs(drift) > Self.mostDrift else { return false }
        begunAt = (now, uptime)
        return true
    }

    private mutating func sight() async throws(EngineError) -> AttemptSight {
        let errand = errand
        let mayHaveActed = machine.doubt != .none
        let isRefused = machine.refusal != nil && !mayHaveActed
        switch await engine.look(at: errand.request.order) {
        case .seen(let sighting):
            viewTime = sighting.time
            isClockTrusted = true
            let (sight, orderID) = try await engine.commit { entry in
                let mark = Mark(
                    caller: errand.mark.caller,
                    cause: Cause(.reconciliation, id: errand.id.text))
                let order = errand.request.order
                let finding = try entry.record(
                    sighting.view, of: order, by: mark, mayOpenAttemptHaveActed: mayHaveActed)
                let known = try entry.order(order)
                let orderID = known.identity.orderID
                guard finding.supportsStanding else { return (AttemptSight.unclear, orderID) }
                let sight = errand.request.call.sight(
                    from: errand.decidedOn, to: known.standing, everySendingRefused: isRefused)
                let isHeld = sight != .unchanged || errand.holds(for: known)
                return (isHeld ? sight : .changed, orderID)
            }
            self.orderID = orderID
            return sight
        case .unknownOrder(let time) where errand.request.call.kind == .create:
            viewTime = time
            isClockTrusted = true
            // What somebody claims of the number is not what WeChat has shown.
            let order = errand.request.order
            let isShown = try await engine.read { try $0.order(order)?.isVerified ?? false }
            return isShown ? .unclear : .unchanged
        case .unknownOrder:
            why = EngineErrorCode.orderUnknown.rawValue
            return .unclear
        case .failed(let error):
            why = error.code.rawValue
            return .unclear
        }
    }

    // MARK: The end

    /// Records the outcome together with the transition that follows from it: one commit.
    private func settle(_ outcome: AttemptOutcome) async throws(EngineError) -> AttemptEnd {
        let errand = errand
        let view = outcome == .applied(.answered) ? answeredView : nil
        let evidence = evidence
        let doubt = outcome.isApplied ? nil : machine.doubt
        let sendings = machine.dispatches
        let heard = why
        let isAcknowledged = machine.acknowledgedUntil.map { engine.clock.now() < $0 } ?? true
        let isSpent = sendings >= machine.terms.dispatches
        let report = try await engine.commit { entry in
            let order = errand.request.order
            try entry.expect(errand.id, sentTimes: sendings)
            let why = outcome.failure?.why(
                heard: heard, of: try entry.order(order), errand, isAcknowledged: isAcknowledged,
                isSpent: isSpent)
            try entry.append(
                .settled(errand.id, errand.request.call.kind, outcome, doubt: doubt, why: why),
                of: order, by: errand.mark, evidence: evidence)
            if let view { try entry.record(view, of: order, by: errand.mark) }
            // Of a cancel that had failed before, or of this one, a view may have shown the effect
            // while the attempt was open.
            let known = try entry.order(order)
            if let attempt = known.failedCancel, known.standing == .clear(.revoked) {
                try entry.append(.appliedLate(attempt), of: order, by: errand.mark)
            }
            return try entry.report(on: errand)
        }
        let dimensions = [
            ("operation", errand.request.call.kind.rawValue), ("outcome", outcome.code),
        ]
        Counter(label: "payscore_attempts", dimensions: dimensions).increment()
        return AttemptEnd(report: report, receipt: receipt)
    }

    /// What the verified answer to the call shows.
    private var answeredView: View? {
        guard let receipt else { return nil }
        return errand.request.call.rules.shown(by: receipt.snapshot).map {
            View(
                $0, identity: receipt.identity, evidence: nil, isSigned: true,
                answering: errand.request)
        }
    }

    private func end(_ content: RecordContent) async throws(EngineError) -> AttemptEnd {
        let errand = errand
        let evidence = evidence
        let sendings = machine.dispatches
        let report = try await engine.commit { entry in
            try entry.expect(errand.id, sentTimes: sendings)
            try entry.append(
                content, of: errand.request.order, by: errand.mark, evidence: evidence)
            return try entry.report(on: errand)
        }
        return AttemptEnd(report: report, receipt: receipt)
    }

    private func record(_ content: RecordContent) async throws(EngineError) {
        let errand = errand
        try await engine.commit { entry in
            try entry.append(content, of: errand.request.order, by: errand.mark)
        }
    }

    private func deferral(until moment: Timestamp) -> DeferralEntry {
        // A clock that was set back, and may be put right, does not date the sending earlier.
        let sentAt =
            isClockTrusted ? machine.lastSentAt : max(machine.lastSentAt, recordedLastSentAt)
        return DeferralEntry(
            attempt: errand.id, why: why, doubt: machine.doubt, refusal: machine.refusal,
            lastSentAt: sentAt, nextAt: moment)
    }
}

extension Engine {
    /// Performs the steps of an attempt whose intent has just become durable.
    func drive(
        _ machine: Attempt, _ errand: Errand, viewTime: ViewTime
    ) async throws(EngineError) -> AttemptEnd {
        var run = AttemptRun(
            engine: self, errand: errand, machine: machine, viewTime: viewTime,
            recordedLastSentAt: machine.lastSentAt, now: clock.now())
        let step = try await run.dispatch()
        return try await run.run(from: step)
    }
}

extension Entry {
    fileprivate func report(on errand: Errand) throws -> AttemptReport {
        guard let attempt = try writing.attempt(errand.id) else {
            throw EngineError.inconsistent("attempt \(errand.id) is not in the journal")
        }
        return AttemptReport(attempt: attempt, order: try order(errand.request.order))
    }
}

extension UnknownAnswer {
    /// Whether the answer, verified or not, is a server error: the request arrived somewhere, and
    /// the same bytes may go out again soon.
    fileprivate var isServerError: Bool {
        switch self {
        case .serverError: true
        case .unsigned(let status), .unverified(let status, _): status >= 500
        case .timedOut, .connectionLost, .unreadable, .redirected, .tooLarge: false
        }
    }
}
