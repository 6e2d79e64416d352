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
        let sighting = try await look(at: order).sighting(of: order)
        return try await commit { entry in
            let mark = Mark(caller: caller, cause: sighting.cause(.query))
            let finding = try entry.record(sighting.view, of: order, by: mark)
            return ViewReport(
                order: try entry.order(order), finding: finding, outside: entry.outside)
        }
    }

    /// Records a snapshot that the merchant's own code fetched.
    ///
    /// Nobody's signature stands behind it. It tells of an order of which nothing signed is known;
    /// WeChat's signed word it never overrules: where the two differ, that is recorded and alarmed,
    /// and the next signed view decides. It never makes a view fresh enough to cancel on.
    public func observe(
        _ order: OutOrderNumber, snapshot: OrderSnapshot, identity: OrderIdentity,
        evidence: Evidence, caller: Caller, cause: Cause = Cause(.observation)
    ) async throws(EngineError) -> ViewReport {
        let view = View(snapshot, identity: identity, evidence: evidence, isSigned: false)
        return try await commit { entry in
            let mark = Mark(caller: caller, cause: cause)
            let finding = try entry.record(view, of: order, by: mark)
            return ViewReport(
                order: try entry.order(order), finding: finding, outside: entry.outside)
        }
    }

    /// Asks WeChat, and records nothing.
    func look(at order: OutOrderNumber) async -> Look {
        let askedAt = clock.uptime()
        switch await provider.query(order) {
        case .accepted(let seen, let evidence):
            let view = View(
                seen.snapshot, identity: seen.identity, evidence: evidence, isSigned: true)
            let time = ViewTime(askedAt: askedAt, signedAt: evidence.signedAt)
            return .seen(Sighting(view: view, time: time))
        case .refused(let refusal, let evidence) where refusal.kind == .unknownOrder:
            return .unknownOrder(ViewTime(askedAt: askedAt, signedAt: evidence.signedAt))
        case .refused(let refusal, _): return .failed(.refused(refusal))
        case .unknown(let answer): return .failed(.unanswered(answer))
        case .notSent(let failure): return .failed(.unreachable(failure))
        }
    }
}

/// What became of a question to WeChat.
enum Look: Sendable {
    /// WeChat shows the order.
    case seen(Sighting)
    /// WeChat knows no such order, and signed that.
    case unknownOrder(ViewTime)
    /// There is no verified answer, or a refusal of another kind.
    case failed(EngineError)

    /// The view, or why there is none.
    func sighting(of order: OutOrderNumber) throws(EngineError) -> Sighting {
        switch self {
        case .seen(let sighting): return sighting
        case .unknownOrder: throw .orderUnknown(order)
        case .failed(let error): throw error
        }
    }
}

/// From when a view is.
struct ViewTime: Hashable, Sendable {
    /// The uptime before the question left, so that the view's age is never underrated.
    let askedAt: Int64
    /// The time in WeChat's signature, where there is one.
    let signedAt: Timestamp?

    /// How old the view is.
    ///
    /// - Parameter now: The wall clock.
    func age(uptime: Int64, now: Timestamp) -> ViewAge {
        ViewAge(sinceAsked: uptime - askedAt, signedAt: signedAt, now: now)
    }
}

/// A view of WeChat's, and from when it is.
struct Sighting: Sendable {
    let view: View
    let time: ViewTime

    func cause(_ kind: Cause.Kind) -> Cause {
        Cause(kind, id: view.evidence?.requestID)
    }
}
