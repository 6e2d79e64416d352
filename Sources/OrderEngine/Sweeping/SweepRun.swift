import OrderJournal
import OrderLifecycle

/// One run of a sweep, until its end or until something stops it.
struct SweepRun {
    let engine: Engine
    let pace: RequestPace
    let caller: Caller
    /// Where the run began, and whether that is where an earlier one stopped.
    let start: SweepPosition
    let isResumed: Bool
    let beganAt: Timestamp
    var position: SweepPosition
    let progress: @Sendable (SweepStep) -> Void

    /// How many orders in a row stay without an answer before the sweep stops: WeChat, or the way
    /// to it, is gone.
    private static let failureLimit = 10
    /// How many questions are under way at once.
    private static let concurrency = 8
    /// How often one order is asked about again after a rate limit of WeChat's.
    private static let rateLimitTries = 5

    private var failuresInARow = 0
    private var lastFailure: EngineError?

    init(
        engine: Engine, pace: RequestPace, caller: Caller, position: SweepPosition,
        isResumed: Bool, beganAt: Timestamp,
        progress: @escaping @Sendable (SweepStep) -> Void
    ) {
        self.engine = engine
        self.pace = pace
        self.caller = caller
        (start, self.position) = (position, position)
        (self.isResumed, self.beganAt) = (isResumed, beganAt)
        self.progress = progress
    }

    mutating func run() async throws(EngineError) -> SweepReport {
        guard !position.isComplete else { return report }
        while let group = position.group, !isStopped {
            let page = try await engine.page(of: group, after: position.order)
            try await ask(about: page.orders)
            guard !isStopped else { continue }
            if page.next == nil { position.group = group.next }
            position.order = page.next
        }
        if position.isComplete { try await recordEnd() }
        return report
    }

    private var report: SweepReport {
        SweepReport(
            position: position, beganAt: beganAt, resumedFrom: isResumed ? start : nil,
            stopped: failuresInARow >= Self.failureLimit ? lastFailure : nil)
    }

    private var isStopped: Bool {
        Task.isCancelled || failuresInARow >= Self.failureLimit
    }

    /// What became of one order; `nil` if the sweep was cancelled before it could be asked about.
    private typealias Answer = (index: Int, result: Result<SweepStep, EngineError>?)

    /// Asks about the orders of a page, some at once, and goes on behind the last one before which
    /// all were asked about.
    private mutating func ask(about orders: [OrderProjection]) async throws(EngineError) {
        var (begun, running) = (0, 0)
        var left: Int?
        var failure: EngineError?
        await withTaskGroup(of: Answer.self) { group in
            func take(_ answer: Answer) {
                running -= 1
                switch answer.result {
                case .success(let step)?: note(step)
                case .failure(let error)?:
                    failure = failure ?? error
                    left = min(left ?? answer.index, answer.index)
                case nil: left = min(left ?? answer.index, answer.index)
                }
            }
            for (index, order) in orders.enumerated() {
                if running == Self.concurrency, let answer = await group.next() { take(answer) }
                guard !isStopped, failure == nil, (try? await pace.turn()) != nil else { break }
                let run = self
                group.addTask { (index, await run.step(order)) }
                (begun, running) = (index + 1, running + 1)
            }
            while let answer = await group.next() { take(answer) }
        }
        let done = left ?? begun
        if done > 0 { position.order = orders[done - 1].order }
        if let failure { throw failure }
    }

    private mutating func note(_ step: SweepStep) {
        position.asked += 1
        switch step.finding {
        case .confirmed: failuresInARow = 0
        case .differed:
            failuresInARow = 0
            position.differed += 1
        case .unknown:
            // The answer shows that the way to WeChat is there.
            failuresInARow = 0
            position.unknown += 1
        case .failed(let error):
            position.failed += 1
            lastFailure = error
            // An answer, if one that leads no further, shows that the way to WeChat is there.
            failuresInARow = error.isTransient ? failuresInARow + 1 : 0
        }
        progress(step)
    }

    /// Asks about one order; where WeChat says that it was asked too often, that is waited out.
    private func step(_ listed: OrderProjection) async -> Result<SweepStep, EngineError>? {
        for _ in 1..<Self.rateLimitTries {
            let result = await begunStep(listed.order)
            guard case .success(let step) = result, case .failed(let error) = step.finding,
                case .refused(let refusal) = error, refusal.kind == .rateLimited
            else { return result }
            await pace.slowDown()
            guard (try? await pace.turn()) != nil else { return nil }
        }
        return await begunStep(listed.order)
    }

    /// Asks, and records what differs; once begun that ends, even if the sweep is cancelled.
    private func begunStep(_ order: OutOrderNumber) async -> Result<SweepStep, EngineError> {
        await Task { () async -> Result<SweepStep, EngineError> in
            do throws(EngineError) {
                return .success(SweepStep(order: order, finding: try await finding(of: order)))
            } catch { return .failure(error) }
        }.value
    }

    private func finding(of number: OutOrderNumber) async throws(EngineError)
        -> SweepStep.Finding
    {
        let observed: OrderObservation
        do throws(EngineError) {
            observed = try await engine.fetchObservation(of: number).observation(of: number)
        } catch {
            if case .orderUnknown = error { return .unknown }
            return .failed(error)
        }
        let known = try await engine.read(about: [.order(number)]) { try $0.order(number) }
        // Most orders stand where they were: they need no commit.
        if let known, !observed.mayBeNews(of: known) { return .confirmed }
        let provenance = provenance
        return try await engine.commit(on: [.order(number)]) { transaction in
            let before = try transaction.order(number)
            guard try transaction.isNews(observed, of: before) else { return .confirmed }
            let finding = try transaction.record(observed, of: number, by: provenance)
            let report = ObservationReport(
                order: try transaction.order(number), finding: finding,
                outside: transaction.outside)
            return .differed(report, before: before.state)
        }
    }

    private var provenance: Provenance {
        Provenance(caller: caller, cause: Cause(.sweep, id: position.sweep.text))
    }

    /// Records what this run did, and not what the position says of earlier ones: that came from
    /// outside, and no record of this journal stands behind it.
    private func recordEnd() async throws(EngineError) {
        let details = position.details(since: start, beganAt: beganAt, isResumed: isResumed)
        let provenance = provenance
        try await engine.commit(on: [.journal]) { transaction in
            try transaction.append(.swept(details), by: provenance)
        }
    }
}

extension OrderObservation {
    /// Whether it may add something to what is known of an order; a closer look needs the order's
    /// records.
    fileprivate func mayBeNews(of known: OrderProjection) -> Bool {
        let finding = finding(on: known)
        return finding != .confirmed || isSigned && !known.isVerified
            || identity(on: known) != known.identity
            || !contradictions(beside: finding, on: known).isEmpty
    }
}
