import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Asks WeChat about every order that is not final, those that await payment first, and records
    /// where one stands elsewhere than the journal knew: a notification was lost, or somebody
    /// changed the order outside of this engine, which is alarmed.
    ///
    /// An order that stands where it was known to stand leaves no record; that the sweep came to
    /// its end does, with what the last run did. Attempts without an outcome are left to
    /// ``reconcile(dueOnly:caller:)``. A sweep reads the journal page by page, however many orders
    /// are open.
    ///
    ///     var report = try await engine.sweep(caller: nightly) { step in show(step) }
    ///     while !report.position.isComplete {  // after a failure, later
    ///         report = try await engine.sweep(from: report.position, caller: nightly)
    ///     }
    ///
    /// - Parameters:
    ///   - settings: How fast it asks.
    ///   - position: Where an earlier sweep stopped; left out, a new one begins.
    ///   - caller: Who sweeps, as the records will say.
    ///   - progress: Is told of each order, in the order of the answers.
    /// - Returns: How far it came. A task that is cancelled, or ten orders in a row without an
    ///   answer, end it early.
    /// - Throws: Why the journal failed.
    public func sweep(
        _ settings: SweepSettings = SweepSettings(), from position: SweepPosition? = nil,
        caller: Caller, progress: @escaping @Sendable (SweepStep) -> Void = { _ in }
    ) async throws(EngineError) -> SweepReport {
        try await tracked(.sweep) { [self] span async throws(EngineError) in
            let now = clock.now()
            let begun = SweepPosition(
                sweep: SweepID(randomBytes: random.bytes(10)), beganAt: now)
            var run = SweepRun(
                engine: self, pace: RequestPace(perSecond: settings.rate, clock: clock),
                caller: caller, position: position ?? begun, isResumed: position != nil,
                beganAt: now, progress: progress)
            let report = try await run.run()
            span.set(.asked, "\(report.asked)")
            span.set(.differed, "\(report.differed)")
            return report
        }
    }

    /// How many orders a sweep would ask about from a position on.
    ///
    /// - Parameter position: Where an earlier sweep stopped; left out, a new one begins.
    public func ordersToSweep(from position: SweepPosition? = nil)
        async throws(EngineError) -> Int
    {
        var count = 0
        var group: SweepPosition.Group? = position?.group ?? .awaitingPayment
        var cursor = position?.order
        while let asked = group {
            let orders = try await page(of: asked, after: cursor)
            count += orders.count
            cursor = orders.last?.order
            if orders.count < Self.sweepPage { (group, cursor) = (asked.next, nil) }
        }
        return count
    }

    /// How many orders are read at once.
    static let sweepPage = 1000

    func page(
        of group: SweepPosition.Group, after cursor: OutOrderNumber?
    ) async throws(EngineError) -> [OrderProjection] {
        try await read(about: []) {
            try $0.orders(phase: group.rawValue, after: cursor, limit: Self.sweepPage)
        }
    }
}
