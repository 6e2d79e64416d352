import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Asks WeChat about every order that is not final, those that await payment first, and records
    /// where one stands elsewhere than the journal knew: a notification was lost, or somebody
    /// changed the order outside of this engine, which is alarmed.
    ///
    /// An order that stands where it was known to stand leaves no record; that the sweep came to
    /// its end does, with what the last run did. An order that WeChat refused outright to create is
    /// left out, because it does not exist there. Attempts without an outcome are left to
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
            let page = try await page(of: asked, after: cursor)
            count += page.orders.count
            cursor = page.next
            if page.next == nil { group = asked.next }
        }
        return count
    }

    /// How many orders are read at once.
    static let sweepPage = 1000

    func page(
        of group: SweepPosition.Group, after cursor: OutOrderNumber?
    ) async throws(EngineError) -> SweepPage {
        try await read(about: []) { reader in
            let found = try reader.orders(
                phase: group.rawValue, after: cursor, limit: Self.sweepPage)
            return SweepPage(
                orders: try found.filter { try !reader.wasRefused($0) },
                next: found.count < Self.sweepPage ? nil : found.last?.order)
        }
    }
}

extension OrderReader {
    /// Whether WeChat refused outright to create an order, so that there is none to ask about.
    ///
    /// A refusal of the parameters is no such refusal: they may differ from those of an order that
    /// exists.
    ///
    /// Of an order without a phase the last records are enough; where they do not tell, it is asked
    /// about.
    fileprivate func wasRefused(_ order: OrderProjection) throws -> Bool {
        guard order.state == .unseen, order.openAttempt == nil else { return false }
        let limit = 64
        let last = try records(
            of: .order(order.order), after: max(0, order.revision - Int64(limit)), limit: limit)
        for record in last.reversed() {
            guard case .attempt(.settled(let end)) = try record.content else { continue }
            guard case .refused(let refusal) = end.outcome else { return false }
            return switch refusal.kind {
            case .notPermitted, .signature, .rateLimited: true
            case .alreadyRevoked, .alreadyDone, .wrongState, .unknownOrder, .invalidRequest,
                .deductionRunning, .other:
                false
            }
        }
        return false
    }
}
