import OrderJournal
public import OrderLifecycle

extension Engine {
    /// The most attempts that one call looks into; far more than can be open, since the newest
    /// come first and none may be left out for good.
    static let maxAttempts = 100_000

    /// Asks WeChat what became of the attempts without an outcome, and settles what can be
    /// settled; the same bytes are sent again where that is safe and useful.
    ///
    /// - Parameters:
    ///   - dueOnly: Whether to leave out attempts whose next query is still to come, and those that
    ///     wait for a person.
    ///   - caller: Whom the records name.
    /// - Returns: Every attempt that was looked into, as it stands now. A task that is cancelled
    ///   looks into no further ones.
    /// - Throws: The first failure, after all attempts were tried;
    ///   ``EngineError/requestKeyMissing(_:)`` of an attempt that could only be sent again.
    public func reconcile(dueOnly: Bool = true, caller: Caller)
        async throws(EngineError) -> [AttemptReport]
    {
        try await tracked(.reconciliation) { [self] span async throws(EngineError) in
            let reports = try await reconciled(dueOnly: dueOnly, caller: caller)
            span.set(.attempts, "\(reports.count)")
            return reports
        }
    }

    private func reconciled(dueOnly: Bool, caller: Caller)
        async throws(EngineError) -> [AttemptReport]
    {
        let now = clock.now()
        let (open, end) = try await read(about: []) { reader in
            (
                try reader.attempts(openOnly: true, before: nil, limit: Self.maxAttempts),
                try reader.end()
            )
        }
        // Where nothing is open there is no commit that would tell.
        note(end.map { JournalLead($0, clock: now) })
        var reports: [AttemptReport] = []
        var failure: EngineError?
        let ofOrders = open.filter { $0.subject.order != nil }
        for attempt in ofOrders where !dueOnly || attempt.isDue(at: now) {
            if Task.isCancelled { break }
            do throws(EngineError) {
                reports.append(try await traced(attempt, caller: caller))
            } catch {
                telemetry.failedToReconcile(error, attempt)
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return reports
    }

    private func traced(_ attempt: AttemptProjection, caller: Caller)
        async throws(EngineError) -> AttemptReport
    {
        var attributes: [SpanKey: String] = [
            .attempt: attempt.id.text, .call: attempt.intent.call.kind.rawValue,
        ]
        attributes[.order] = attempt.subject.order?.text
        return try await telemetry.span(.reconciledAttempt, attributes) {
            [self] span async throws(EngineError) in
            let report = try await reconcile(attempt, caller: caller)
            span.set(.outcome, report.code)
            return report
        }
    }

    private func reconcile(_ listed: AttemptProjection, caller: Caller)
        async throws(EngineError) -> AttemptReport
    {
        try await serialized(on: listed.subject) { [self] () async throws(EngineError) in
            let (attempt, call, order, stored, key, latest) = try await read(
                about: [listed.subject]
            ) { [self] reader in
                let attempt = try reader.attempt(listed.id) ?? listed
                guard let number = listed.subject.order, let call = attempt.intent.call.order,
                    let order = try reader.order(number),
                    let stored = try reader.request(of: listed.id),
                    Digest32.of(stored) == attempt.intent.requestDigest
                else { throw EngineError.inconsistent("the request of \(listed.id) was altered") }
                let key = try sealingKey(of: attempt, in: reader)
                return (attempt, call, order, stored, key, try reader.end()?.at ?? order.updatedAt)
            }
            if attempt.isSettled { return AttemptReport(attempt: attempt, order: order) }
            let message = try requestKeys.message(
                in: RequestEnvelope(bytes: stored), for: attempt.id, customerKey: key)
            var context = AttemptContext(
                id: attempt.id,
                request: ProviderRequest(
                    call: call, order: order.order, message: message ?? .sealed),
                decidedOn: attempt.decidedOn,
                provenance: Provenance(
                    caller: caller, cause: Cause(.reconciliation, id: attempt.id.text)))
            // What WeChat shows may settle the attempt all the same.
            if message == nil { context.unsendable = .requestKeyMissing(attempt.id) }
            let now = clock.now()
            var run = AttemptRun(
                engine: self, context: context,
                machine: attempt.resumed(
                    retryPolicy: settings.retryPolicy(for: call.kind), now: now,
                    latest: latest),
                observationTime: ObservationTime(askedAt: clock.uptime(), signedAt: nil),
                recordedLastSentAt: attempt.lastSentAt, now: now)
            return try await run.run(from: .query)
        }
    }
}

extension AttemptProjection {
    /// Where the clock was set back since the last sending, the next moment means nothing.
    func isDue(at now: Timestamp) -> Bool {
        switch condition {
        case .open(let nextAt): nextAt <= now || lastSentAt > now
        case .parked, .settled: false
        }
    }
}
