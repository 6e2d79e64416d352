public import OrderLifecycle

extension Engine {
    /// Creates an order at WeChat.
    ///
    /// - Parameter json: The body in WeChat's own field names; `appid` and `service_id` may be left
    ///   out.
    /// - Returns: Also every "no", as a value; the receipt has the `package` that the customer
    ///   needs to confirm the order.
    public func create(_ order: OutOrderNumber, json: [UInt8], caller: Caller)
        async throws(EngineError) -> CallResult
    {
        let request = try await request(for: .create(json: json), of: order, caller: caller)
        return try await inTurn(at: order) { [self] () async throws(EngineError) in
            try await call(request, caller: caller, sighting: nil) { $0.creationDenial }
        }
    }

    /// Completes an order at WeChat, which then collects its amount.
    ///
    /// The view is read and recorded first; only an order in service can be completed. While the
    /// call has no known outcome, the order cannot be cancelled.
    ///
    /// - Parameter json: The body in WeChat's own field names.
    /// - Returns: Also every "no", as a value.
    public func complete(_ order: OutOrderNumber, json: [UInt8], caller: Caller)
        async throws(EngineError) -> CallResult
    {
        let request = try await request(for: .complete(json: json), of: order, caller: caller)
        return try await inTurn(at: order) { [self] () async throws(EngineError) in
            let sighting = try await sighting(of: order, operation: .complete, caller: caller)
            return try await call(request, caller: caller, sighting: sighting) {
                $0.completionDenial
            }
        }
    }

    private func call(
        _ request: ProviderRequest, caller: Caller, sighting: Sighting?,
        denial: @escaping @Sendable (OrderKnowledge) -> CallDenial?
    ) async throws(EngineError) -> CallResult {
        let order = request.order
        let id = AttemptID(randomBytes: random.bytes(10))
        let mark = Mark(caller: caller, cause: Cause(.call, id: id.text))
        let terms = settings.attemptTerms(for: request.operation)
        let start = try await commit { entry -> CallStart in
            let finding = try sighting.map { sighting in
                try entry.record(
                    sighting.view, of: order,
                    by: Mark(caller: caller, cause: sighting.cause(.query)))
            }
            let known = try entry.order(order)
            let objection =
                known.openAttempt == nil
                ? denial(known.knowledge) ?? finding.flatMap(\.callDenial) : .attemptUnresolved
            try entry.append(
                .decided(DecisionEntry(objection, of: request.operation, on: known)), of: order,
                by: mark)
            if let objection { return .denied(objection, try entry.writing.order(order)) }
            let intent = IntentEntry(
                attempt: id, operation: request.operation,
                requestDigest: Digest32.of(request.body), mode: request.mode,
                riskFund: request.riskFund)
            try entry.append(.intended(intent), of: order, by: mark, request: request.body)
            return .begun(
                BegunAttempt(
                    machine: .calling(intendedAt: entry.now, terms: terms),
                    decidedOn: known.standing))
        }
        switch start {
        case .denied(let denial, let known): return .denied(denial, known)
        case .begun(let begun):
            let errand = Errand(id: id, request: request, decidedOn: begun.decidedOn, mark: mark)
            let ended = try await drive(
                begun.machine, errand,
                viewTime: sighting?.time ?? ViewTime(askedAt: clock.uptime(), signedAt: nil))
            return .attempted(try await clarified(ended.report, mark), ended.receipt)
        }
    }

    /// Reads a view after a call whose answer did not tell where the order stands now.
    private func clarified(
        _ report: AttemptReport, _ mark: Mark
    ) async throws(EngineError) -> AttemptReport {
        guard report.leavesStandingOpen,
            case .seen(let sighting) = await look(at: report.order.order)
        else { return report }
        return try await commit { entry in
            let seen = Mark(caller: mark.caller, cause: sighting.cause(.query))
            try entry.record(sighting.view, of: report.order.order, by: seen)
            return AttemptReport(
                attempt: report.attempt, order: try entry.order(report.order.order))
        }
    }
}

extension AttemptReport {
    /// Whether the attempt has ended, and the journal does not know where the order stands since.
    fileprivate var leavesStandingOpen: Bool {
        guard case .settled(let outcome) = attempt.condition else { return false }
        return order.standing.phase == nil
            || outcome.isApplied && order.standing == attempt.decidedOn
    }
}

/// How the first commit of a create or complete ended.
private enum CallStart: Sendable {
    case denied(CallDenial, OrderProjection?)
    case begun(BegunAttempt)
}

extension DecisionEntry {
    init(_ denial: CallDenial?, of operation: Operation, on order: OrderProjection) {
        self.init(
            code: denial == nil ? .allowed : .denied,
            reasons: denial.map { [$0.rawValue] } ?? [],
            standingRevision: order.standingRevision, operation: operation)
    }
}
