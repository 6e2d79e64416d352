public import OrderLifecycle

extension Engine {
    /// Asks WeChat where an order stands and records what it shows; an order that we did not know
    /// is adopted.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if WeChat knows no such order, or why there is
    ///   no verified answer.
    public func query(_ order: OutOrderNumber, caller: Caller) async throws(EngineError)
        -> ViewReport
    {
        let sighting = try await look(at: order).get()
        return try await commit { entry in
            let mark = Mark(caller: caller, cause: sighting.cause(.query))
            let finding = try entry.record(sighting.view, of: order, by: mark)
            return ViewReport(order: try entry.order(order), finding: finding)
        }
    }

    /// Records a snapshot that the merchant's own code fetched.
    ///
    /// Nobody's signature stands behind it. It tells of an order of which nothing signed is known;
    /// WeChat's signed word it never overrules: where the two differ, that is recorded and alarmed,
    /// and the next signed view decides. It never makes a view fresh enough to cancel on.
    public func observe(
        _ order: OutOrderNumber, snapshot: OrderSnapshot, identity: OrderIdentity,
        evidence: Evidence, caller: Caller, cause: Cause = Cause(.query)
    ) async throws(EngineError) -> ViewReport {
        let view = View(snapshot, identity: identity, evidence: evidence, isSigned: false)
        return try await commit { entry in
            let mark = Mark(caller: caller, cause: cause)
            let finding = try entry.record(view, of: order, by: mark)
            return ViewReport(order: try entry.order(order), finding: finding)
        }
    }

    /// Asks WeChat, and records nothing.
    func look(at order: OutOrderNumber) async -> Result<Sighting, EngineError> {
        let askedAt = clock.uptime()
        switch await provider.query(order) {
        case .accepted(let seen, let evidence):
            let view = View(
                seen.snapshot, identity: seen.identity, evidence: evidence, isSigned: true)
            return .success(Sighting(view: view, askedAt: askedAt))
        case .refused(let refusal, _) where refusal.kind == .unknownOrder:
            return .failure(.orderUnknown(order))
        case .refused(let refusal, _): return .failure(.refused(refusal))
        case .unknown(let answer): return .failure(.unanswered(answer))
        case .notSent(let failure): return .failure(.unreachable(failure))
        }
    }
}

/// A view of WeChat's, and when it was asked for.
struct Sighting: Sendable {
    let view: View
    /// The uptime before the question left, so that the view's age is never underrated.
    let askedAt: Int64

    func cause(_ kind: Cause.Kind) -> Cause {
        Cause(kind, id: view.evidence?.requestID)
    }
}
