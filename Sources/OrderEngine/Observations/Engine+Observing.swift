public import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Asks WeChat where an order stands and records what it shows; an order that we did not know
    /// is adopted.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if WeChat knows no such order, or why there is
    ///   no verified answer.
    public func query(_ order: OutOrderNumber, caller: Caller) async throws(EngineError)
        -> ObservationReport
    {
        try await tracked(.query, [.order: order.text]) {
            [self] _ async throws(EngineError) in
            let observed = try await fetchObservation(of: order).observation(of: order)
            return try await record(observed, of: order, askedBy: caller)
        }
    }

    /// Asks WeChat which order a customer returned from, and records what it shows; an order that
    /// we did not know is adopted.
    ///
    /// That a customer returned means nothing by itself. The identifier is recorded nowhere. What
    /// an app sends of a return, ``handleReturn(queryID:caller:)`` takes as it came.
    ///
    /// - Parameters:
    ///   - id: WeChat's `query_id`, which the app was given when the customer returned to it.
    ///   - caller: Who asks.
    /// - Throws: ``EngineError/refused(_:)`` if WeChat finds no order by it, or why there is no
    ///   verified answer.
    public func query(_ id: QueryID, caller: Caller) async throws(EngineError) -> ObservationReport
    {
        try await tracked(.query, [:]) { [self] span async throws(EngineError) in
            let askedAt = clock.uptime()
            let (found, evidence): (FoundOrder, Evidence)
            switch await ask(id) {
            case .accepted(let order, let proof): (found, evidence) = (order, proof)
            case .refused(let refusal, _): throw .refused(refusal)
            case .unknown(let answer): throw .unanswered(answer)
            case .notSent(let failure): throw .unreachable(failure)
            }
            span.set(.order, found.order.text)
            return try await record(
                OrderObservation(
                    found.observation, evidence, askedAt: askedAt), of: found.order,
                askedBy: caller)
        }
    }

    private func record(
        _ observed: OrderObservation, of order: OutOrderNumber, askedBy caller: Caller
    ) async throws(EngineError) -> ObservationReport {
        try await commit(on: [.order(order)]) { transaction in
            let finding = try transaction.record(observed, of: order, askedBy: caller)
            return ObservationReport(
                order: try transaction.order(order), finding: finding,
                outside: transaction.outside)
        }
    }

    /// Records a snapshot that the merchant's own code fetched.
    ///
    /// Nobody's signature stands behind it. It tells of an order of which nothing signed is known;
    /// WeChat's signed word it never overrules: where the two differ, that is recorded and alarmed,
    /// and the next signed observation decides. It never makes an observation fresh enough to
    /// cancel on.
    ///
    /// - Throws: ``EngineError/journal(_:)`` with `JournalErrorCode.otherMerchant` if a new order
    ///   is another merchant's than the journal.
    public func observe(
        _ order: OutOrderNumber, snapshot: OrderSnapshot, identity: OrderIdentity,
        evidence: Evidence, caller: Caller, cause: Cause = Cause(.observation)
    ) async throws(EngineError) -> ObservationReport {
        let observation = OrderObservation(
            snapshot, identity: identity, evidence: evidence, isSigned: false)
        return try await commit(on: [.order(order)]) { transaction in
            try transaction.check(identity, of: order)
            let provenance = Provenance(caller: caller, cause: cause)
            let finding = try transaction.record(observation, of: order, by: provenance)
            return ObservationReport(
                order: try transaction.order(order), finding: finding, outside: transaction.outside)
        }
    }

    /// Asks WeChat, and records nothing.
    func fetchObservation(of order: OutOrderNumber) async -> ObservationResult {
        let askedAt = clock.uptime()
        switch await ask(order) {
        case .accepted(let seen, let evidence):
            return .seen(OrderObservation(seen, evidence, askedAt: askedAt))
        case .refused(let refusal, let evidence) where refusal.kind == .unknownOrder:
            return .unknownOrder(ObservationTime(askedAt: askedAt, signedAt: evidence.signedAt))
        case .refused(let refusal, _): return .failed(.refused(refusal))
        case .unknown(let answer): return .failed(.unanswered(answer))
        case .notSent(let failure): return .failed(.unreachable(failure))
        }
    }
}
