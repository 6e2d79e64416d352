import OrderJournal
import OrderLifecycle

/// One run through the steps of an attempt: performs what the machine asks for until the attempt
/// is settled, parked, or has to wait for longer than a caller would.
struct AttemptRun {
    private let engine: Engine
    private let context: AttemptContext
    private var progress: AttemptProgress
    /// WeChat's number of the order, as far as the journal knew it before the last sending.
    private var orderID: OrderID?
    private var receipt: ProviderReceipt?

    /// - Parameter now: The wall clock by which the machine was made.
    init(
        engine: Engine, context: AttemptContext, machine: Attempt, observationTime: ObservationTime,
        recordedLastSentAt: Timestamp, now: Timestamp
    ) {
        self.engine = engine
        self.context = context
        progress = AttemptProgress(
            of: context.id, machine: machine, observationTime: observationTime,
            recordedLastSentAt: recordedLastSentAt, clock: engine.clock, now: now)
    }

    /// Runs from a step on.
    mutating func run(from first: AttemptStep) async throws(EngineError) -> AttemptEnd {
        var step = first
        while true {
            switch step {
            case .send: step = try await send()
            case .query: step = try await observe()
            case .commitDispatch:
                if let unsendable = context.unsendable { throw unsendable }
                if let outcome = try await recordDispatch() {
                    step = .settle(outcome)
                } else {
                    step = try await dispatch()
                }
            case .wait(let until):
                let pause = until.since(engine.clock.now())
                guard pause <= engine.settings.maxPause, progress.mayQuery else {
                    return try await deferred(until: until)
                }
                // A cancelled task only means that nothing is waited for.
                try? await engine.clock.sleep(for: pause)
                step = try progress.advance(.woken)
            case .settle(let outcome): return try await settle(outcome)
            case .park: return try await end(.attempt(.parked(context.id)))
            }
        }
    }

    /// Goes on once the record of a sending is durable.
    mutating func dispatch() async throws(EngineError) -> AttemptStep {
        let context = context
        let (known, condition) = try await engine.read(about: context.subjects) {
            (try $0.order(context.request.order), try $0.attempt(context.id)?.condition)
        }
        // Whatever is there need not be sent for.
        if case .settled(let outcome)? = condition { return .settle(outcome) }
        orderID = known?.identity.orderID
        return try progress.dispatch(stateHolds: known.map(context.holds) ?? false)
    }

    // MARK: Steps

    private mutating func send() async throws(EngineError) -> AttemptStep {
        if let unsendable = context.unsendable { throw unsendable }
        progress.forgetAnswer()
        let sentAt = engine.clock.now()
        engine.unsent.remove(context.id)
        let heard = await engine.send(context.request.known(as: orderID), of: context.id)
        if let disbelief = try await disbelief(of: heard, sentAt: sentAt) {
            progress.why = disbelief.rawValue
            return try progress.advance(.answered(.unknown))
        }
        if case .accepted(let receipt, _) = heard { self.receipt = receipt }
        return try progress.hear(heard)
    }

    /// Why a verified answer settles nothing, or `nil` where it may.
    private func disbelief(
        of answer: ProviderAnswer<ProviderReceipt>, sentAt: Timestamp
    ) async throws(EngineError) -> AnswerDisbelief? {
        let request = context.request
        if request.call.kind.givesMoneyUp,
            answer.isOlder(than: sentAt, byMoreThan: progress.machine.retryPolicy.freshness)
        {
            return .tooOld
        }
        guard case .accepted(let receipt, _) = answer else { return nil }
        // What was learned while the call was under way counts too, and what is only claimed as
        // well: an observation decides then, which asks nobody but WeChat.
        let known = try await engine.read(about: [.order(request.order)]) {
            try $0.order(request.order)
        }
        let isOfAnother = known?.identity.contradicts(receipt.identity) ?? false
        return isOfAnother ? .ofAnotherOrder : nil
    }

    private mutating func observe() async throws(EngineError) -> AttemptStep {
        let effect = progress.beginQuery() ? try await observedEffect() : .indeterminate
        if let outcome = try await engine.outcome(of: context.id, context.subjects) {
            return .settle(outcome)
        }
        // Last, for whatever is awaited makes the observation older.
        return try progress.judge(effect)
    }

    private mutating func observedEffect() async throws(EngineError) -> ObservedEffect {
        let (context, machine) = (context, progress.machine)
        // Once it was sent, there is nothing to look for.
        if machine.stage == .querying, !context.request.call.kind.rules.isVisible {
            return .invisible
        }
        let mayHaveActed = machine.uncertainty != .none
        let isRefused = machine.refusal != nil && !mayHaveActed
        switch await engine.fetchObservation(of: context.request.order) {
        case .seen(let observed):
            progress.saw(at: observed.time)
            let (effect, orderID) = try await engine.commit(on: context.subjects) { transaction in
                let provenance = Provenance(
                    caller: context.provenance.caller,
                    cause: Cause(.reconciliation, id: context.id.text))
                let order = context.request.order
                let finding = try transaction.record(
                    observed, of: order, by: provenance,
                    mayOpenAttemptHaveActed: mayHaveActed)
                let known = try transaction.order(order)
                let orderID = known.identity.orderID
                guard finding.supportsState else { return (ObservedEffect.indeterminate, orderID) }
                let effect = context.request.call.observedEffect(
                    from: context.decidedOn, to: observed.state(beside: known.state),
                    everySendingRefused: isRefused)
                let isHeld = effect != .unchanged || context.holds(for: known)
                return (isHeld ? effect : .changed, orderID)
            }
            self.orderID = orderID
            return effect
        case .unknownOrder(let time) where !context.request.call.kind.rules.observesFirst:
            progress.saw(at: time)
            // What somebody claims of the number is not what WeChat has shown.
            let order = context.request.order
            let isShown = try await engine.read(about: [.order(order)]) {
                try $0.order(order)?.isVerified ?? false
            }
            return isShown ? .indeterminate : .unchanged
        case .unknownOrder:
            progress.why = EngineErrorCode.orderUnknown.rawValue
            return .indeterminate
        case .failed(let error):
            progress.failed(error)
            return .indeterminate
        }
    }

    // MARK: The end

    /// Records the outcome together with the transition that follows from it: one commit.
    private func settle(_ outcome: AttemptOutcome) async throws(EngineError) -> AttemptEnd {
        let context = context
        let observation = outcome == .applied(.answered) ? answeredObservation : nil
        let (machine, evidence, heard) = (progress.machine, progress.evidence, progress.why)
        let uncertainty = outcome.isApplied ? nil : machine.uncertainty
        let sendings = machine.dispatches
        let isAcknowledged = machine.acknowledgedUntil.map { engine.clock.now() < $0 } ?? true
        let isSpent = sendings >= machine.retryPolicy.dispatches
        let (report, isSettledHere) = try await engine.commit(on: context.subjects) {
            transaction in
            let order = context.request.order
            guard try transaction.outcome(of: context.id, sentTimes: sendings) == nil else {
                // Its outcome stands; what the answer shows is recorded all the same.
                if let observation {
                    try transaction.record(
                        observation.resting(on: evidence), of: order, by: context.provenance)
                }
                return (try transaction.report(on: context), false)
            }
            let why =
                outcome == .unproven
                ? heard
                : outcome.failure?.why(
                    heard: heard, of: try transaction.order(order), context,
                    isAcknowledged: isAcknowledged,
                    isSpent: isSpent)
            try transaction.append(
                .attempt(
                    .settled(
                        SettlementDetails(
                            attempt: context.id, call: context.request.call.kind, outcome: outcome,
                            uncertainty: uncertainty, why: why))),
                of: order, by: context.provenance, evidence: evidence)
            if let observation {
                try transaction.record(observation, of: order, by: context.provenance)
            }
            // Of a cancel that had failed before, or of this one, an observation may have shown the
            // effect while the attempt was open.
            let known = try transaction.order(order)
            if let attempt = known.failedCancel, known.state == .known(.revoked) {
                try transaction.append(
                    .attempt(.appliedLate(attempt)), of: order, by: context.provenance)
            }
            return (try transaction.report(on: context), true)
        }
        guard isSettledHere else { return AttemptEnd(report: report, receipt: receipt) }
        engine.telemetry.settled(
            report.attempt, outcome, why: heard, cause: context.provenance.cause,
            at: engine.clock.now())
        return AttemptEnd(report: report, receipt: receipt)
    }

    /// What the verified answer to the call shows.
    private var answeredObservation: OrderObservation? {
        guard let receipt else { return nil }
        return context.request.call.rules.shown(by: receipt.snapshot).map {
            OrderObservation(
                $0, identity: receipt.identity, evidence: nil, isSigned: true,
                signedAt: progress.evidence?.signedAt, answering: context.request)
        }
    }

    private func deferred(until moment: Timestamp) async throws(EngineError) -> AttemptEnd {
        let ended = try await end(.attempt(.deferred(progress.deferral(until: moment))))
        guard !ended.report.attempt.isSettled else { return ended }
        engine.telemetry.unresolved(ended.report.attempt, why: progress.why, until: moment)
        return ended
    }

    private func end(_ content: RecordContent) async throws(EngineError) -> AttemptEnd {
        let context = context
        let evidence = progress.evidence
        let sendings = progress.machine.dispatches
        let report = try await engine.commit(on: context.subjects) { transaction in
            guard try transaction.outcome(of: context.id, sentTimes: sendings) == nil else {
                return try transaction.report(on: context)
            }
            try transaction.append(
                content, of: context.request.order, by: context.provenance, evidence: evidence)
            return try transaction.report(on: context)
        }
        return AttemptEnd(report: report, receipt: receipt)
    }

    /// Records that the bytes go out again.
    ///
    /// - Returns: The outcome that the attempt was given meanwhile; then nothing was recorded.
    private func recordDispatch() async throws(EngineError) -> AttemptOutcome? {
        let context = context
        let sendings = progress.machine.dispatches
        return try await engine.commit(on: context.subjects) { transaction in
            let outcome = try transaction.outcome(of: context.id, sentTimes: sendings - 1)
            guard outcome == nil else { return outcome }
            try transaction.append(
                .attempt(.dispatched(context.id, count: sendings)), of: context.request.order,
                by: context.provenance)
            return nil
        }
    }
}

extension Engine {
    /// The outcome that a notification has given an attempt since the last commit.
    func outcome(
        of attempt: AttemptID, _ subjects: SubjectScope
    ) async throws(EngineError) -> AttemptOutcome? {
        let condition = try await read(about: subjects) { try $0.attempt(attempt)?.condition }
        guard case .settled(let outcome)? = condition else { return nil }
        return outcome
    }

    /// Performs the steps of an attempt whose intent has just become durable.
    func drive(
        _ machine: Attempt, _ context: AttemptContext, observationTime: ObservationTime
    ) async throws(EngineError) -> AttemptEnd {
        var run = AttemptRun(
            engine: self, context: context, machine: machine, observationTime: observationTime,
            recordedLastSentAt: machine.lastSentAt, now: clock.now())
        let step = try await run.dispatch()
        return try await run.run(from: step)
    }
}

extension EngineTransaction {
    func report(on context: AttemptContext) throws -> AttemptReport {
        guard let attempt = try writer.attempt(context.id) else {
            throw EngineError.inconsistent("attempt \(context.id) is not in the journal")
        }
        return AttemptReport(attempt: attempt, order: try order(context.request.order))
    }
}
