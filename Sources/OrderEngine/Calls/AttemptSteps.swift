import OrderJournal
import OrderLifecycle

/// A run through the steps of an attempt, whatever it is about: performs what the machine asks for
/// until the attempt is settled, parked, or has to wait for longer than a caller would.
protocol AttemptSteps: Sendable {
    /// What is told at the end.
    associatedtype Report: AttemptReporting

    var engine: Engine { get }
    /// The attempt.
    var id: AttemptID { get }
    /// What the attempt is about.
    var subject: Subject { get }
    var provenance: Provenance { get }
    /// Why the request cannot be sent again: no key opens it.
    var unsendable: EngineError? { get }
    var progress: AttemptProgress { get set }

    /// What the journal knows before a sending.
    func known(in reader: any OrderReader) throws -> KnownBeforeSending
    /// Sends the request, and takes what is answered.
    mutating func send() async throws(EngineError) -> AttemptStep
    /// Asks WeChat, and tells what is shown of the call's effect.
    mutating func observedEffect() async throws(EngineError) -> ObservedEffect
    /// Records the outcome together with what follows from it: one commit.
    func settle(_ outcome: AttemptOutcome) async throws(EngineError) -> Report
    /// How far the attempt has come.
    func report(in transaction: EngineTransaction) throws -> Report
}

extension AttemptSteps {
    /// Runs from a step on.
    mutating func run(from first: AttemptStep) async throws(EngineError) -> Report {
        var step = first
        while true {
            switch step {
            case .send:
                if let unsendable { throw unsendable }
                progress.forgetAnswer()
                engine.unsent.remove(id)
                step = try await send()
            case .query: step = try await observe()
            case .commitDispatch:
                if let unsendable { throw unsendable }
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
            case .park: return try await end(.attempt(.parked(id)))
            }
        }
    }

    /// Goes on once the record of a sending is durable.
    mutating func dispatch() async throws(EngineError) -> AttemptStep {
        let (holds, outcome) = try await meanwhile()
        // Whatever is there need not be sent for.
        if let outcome { return .settle(outcome) }
        return try progress.dispatch(stateHolds: holds)
    }

    private mutating func observe() async throws(EngineError) -> AttemptStep {
        let effect = progress.beginQuery() ? try await observedEffect() : .indeterminate
        let (holds, outcome) = try await meanwhile()
        if let outcome { return .settle(outcome) }
        // Last, for whatever is awaited makes the observation older.
        return try progress.judge(effect == .unchanged && !holds ? .changed : effect)
    }

    /// Whether that on which the call was decided still stands, and the outcome that a notification
    /// has given the attempt since the last commit: one look, the last before a sending.
    private mutating func meanwhile() async throws(EngineError) -> (
        stateHolds: Bool, outcome: AttemptOutcome?
    ) {
        let run = self
        let (known, condition) = try await engine.read(about: [subject]) { reader in
            (try run.known(in: reader), try reader.attempt(run.id)?.condition)
        }
        progress.orderID = known.orderID
        guard case .settled(let outcome)? = condition else { return (known.stateHolds, nil) }
        return (known.stateHolds, outcome)
    }

    private func deferred(until moment: Timestamp) async throws(EngineError) -> Report {
        let report = try await end(.attempt(.deferred(progress.deferral(until: moment))))
        guard !report.attempt.isSettled else { return report }
        engine.telemetry.unresolved(report.attempt, why: progress.why, until: moment)
        return report
    }

    private func end(_ content: RecordContent) async throws(EngineError) -> Report {
        let (id, subject, provenance) = (id, subject, provenance)
        let (evidence, sendings) = (progress.evidence, progress.machine.dispatches)
        let run = self
        return try await engine.commit(on: [subject]) { transaction in
            guard try transaction.outcome(of: id, sentTimes: sendings) == nil else {
                return try run.report(in: transaction)
            }
            try transaction.append(content, to: subject, by: provenance, evidence: evidence)
            return try run.report(in: transaction)
        }
    }

    /// Records that the bytes go out again.
    ///
    /// - Returns: The outcome that the attempt was given meanwhile; then nothing was recorded.
    private func recordDispatch() async throws(EngineError) -> AttemptOutcome? {
        let (id, subject, provenance) = (id, subject, provenance)
        let sendings = progress.machine.dispatches
        return try await engine.commit(on: [subject]) { transaction in
            let outcome = try transaction.outcome(of: id, sentTimes: sendings - 1)
            guard outcome == nil else { return outcome }
            try transaction.append(
                .attempt(.dispatched(id, count: sendings)), to: subject, by: provenance)
            return nil
        }
    }
}
