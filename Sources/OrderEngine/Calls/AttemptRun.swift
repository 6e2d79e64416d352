import OrderJournal
import OrderLifecycle

/// One run through the steps of an attempt at a call on an order.
struct AttemptRun: AttemptSteps {
    let engine: Engine
    private let context: AttemptContext
    var progress: AttemptProgress
    /// WeChat's verified answer, if it came in this very run.
    private(set) var receipt: ProviderReceipt?

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

    var id: AttemptID { context.id }
    var subject: Subject { .order(context.request.order) }
    var provenance: Provenance { context.provenance }
    var unsendable: EngineError? { context.unsendable }

    func known(in reader: any OrderReader) throws -> KnownBeforeSending {
        let known = try reader.order(context.request.order)
        return KnownBeforeSending(
            stateHolds: known.map(context.holds) ?? false, orderID: known?.identity.orderID)
    }

    // MARK: Steps

    mutating func send() async throws(EngineError) -> AttemptStep {
        let sentAt = engine.clock.now()
        let heard = await engine.send(context.request.known(as: progress.orderID), of: context.id)
        if let disbelief = try await disbelief(of: heard, sentAt: sentAt) {
            return try progress.hear(nothingFor: disbelief)
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

    mutating func observedEffect() async throws(EngineError) -> ObservedEffect {
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
            return try await engine.commit(on: [subject]) { transaction in
                let provenance = Provenance(
                    caller: context.provenance.caller,
                    cause: Cause(.reconciliation, id: context.id.text))
                let order = context.request.order
                let finding = try transaction.record(
                    observed, of: order, by: provenance,
                    mayOpenAttemptHaveActed: mayHaveActed)
                let known = try transaction.order(order)
                guard finding.supportsState else { return .indeterminate }
                return context.request.call.observedEffect(
                    from: context.decidedOn, to: observed.state(beside: known.state),
                    everySendingRefused: isRefused)
            }
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

    func settle(_ outcome: AttemptOutcome) async throws(EngineError) -> AttemptReport {
        let context = context
        let observation = outcome == .applied(.answered) ? answeredObservation : nil
        let (machine, evidence, heard) = (progress.machine, progress.evidence, progress.why)
        let uncertainty = outcome.isApplied ? nil : machine.uncertainty
        let sendings = machine.dispatches
        let isAcknowledged = machine.acknowledgedUntil.map { engine.clock.now() < $0 } ?? true
        let isSpent = sendings >= machine.retryPolicy.dispatches
        let (report, isSettledHere) = try await engine.commit(on: [subject]) {
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
                to: .order(order), by: context.provenance, evidence: evidence)
            if let observation {
                try transaction.record(observation, of: order, by: context.provenance)
            }
            // Of a cancel that had failed before, or of this one, an observation may have shown the
            // effect while the attempt was open.
            let known = try transaction.order(order)
            if let attempt = known.failedCancel, known.state == .known(.revoked) {
                try transaction.append(
                    .attempt(.appliedLate(attempt)), to: .order(order), by: context.provenance)
            }
            return (try transaction.report(on: context), true)
        }
        guard isSettledHere else { return report }
        engine.telemetry.settled(
            report.attempt, outcome, why: heard, cause: context.provenance.cause,
            at: engine.clock.now())
        return report
    }

    func report(in transaction: EngineTransaction) throws -> AttemptReport {
        try transaction.report(on: context)
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
}

extension EngineTransaction {
    func report(on context: AttemptContext) throws -> AttemptReport {
        guard let attempt = try writer.attempt(context.id) else {
            throw EngineError.inconsistent("attempt \(context.id) is not in the journal")
        }
        return AttemptReport(attempt: attempt, order: try order(context.request.order))
    }
}
