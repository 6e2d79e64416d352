public import OrderJournal
public import OrderLifecycle

/// Calls that give money up and are requested: they wait for people who acknowledge the amount, or
/// for their hour, and are then made on a fresh observation.
///
///     let result = try await engine.approvals.request(
///         .cancel(reason: reason), of: order, caller: clerk)
///     guard case .waiting(let approval) = result else { return }
///     // Another person reads `approval.terms.loss`, and states the amount.
///     try await engine.approvals.acknowledge(
///         approval.id, atStake: Amount(parsing: "¥128.00"), caller: manager)
///
/// An order has one call that waits at most. Everything that is said about one is recorded. An
/// ``EngineService`` makes what is held when its hour comes; without one, call ``run(caller:)``.
public struct Approvals: Sendable {
    let engine: Engine

    /// Requests a call: it is decided on now, on WeChat's fresh observation, and waits.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - order: The order.
    ///   - terms: For how long it waits, and for what.
    ///   - caller: Who requests it.
    /// - Returns: Also every "no", as a value; ``ApprovalResult/refused(_:_:)`` where the stated
    ///   amount is not the one at stake.
    /// - Throws: ``EngineError`` if there is no verified observation, the request breaks a rule of
    ///   WeChat's, or the journal fails.
    public func request(
        _ call: ApprovableCall, of order: OutOrderNumber, terms: ApprovalTerms = .standard,
        caller: Caller
    ) async throws(EngineError) -> ApprovalResult {
        try await engine.tracked(.approval, [.order: order.text]) {
            [engine] span async throws(EngineError) in
            let result = try await engine.requested(call, of: order, terms, caller: caller)
            span.set(.outcome, result.code)
            return result
        }
    }

    /// Acknowledges what a requested call gives up, and makes it if nobody else has to and its hour
    /// has come.
    ///
    /// - Parameters:
    ///   - id: The requested call.
    ///   - amount: What it gives up, as the person stated it.
    ///   - caller: The person: not the one who requested it, and no one twice.
    /// - Returns: Also every "no", as a value; ``ApprovalResult/waiting(_:)`` also where WeChat
    ///   could not be asked, so that ``run(caller:)`` makes it later, and where another amount
    ///   turned out to be at stake, which nobody has acknowledged.
    /// - Throws: ``EngineError`` if the journal fails; what was acknowledged stays so.
    @discardableResult
    public func acknowledge(
        _ id: ApprovalID, atStake amount: Amount, caller: Caller
    ) async throws(EngineError) -> ApprovalResult {
        try await engine.tracked(.approval) { [engine] span async throws(EngineError) in
            let result = try await engine.acknowledged(id, stating: amount, caller: caller)
            span.set(.outcome, result.code)
            return result
        }
    }

    /// Rejects a requested call.
    ///
    /// - Parameters:
    ///   - id: The requested call.
    ///   - reason: Why.
    ///   - caller: Who rejects it.
    @discardableResult
    public func reject(
        _ id: ApprovalID, reason: OperatorReason, caller: Caller
    ) async throws(EngineError) -> ApprovalResult {
        try await engine.ended(id, as: .rejected, reason: reason, caller: caller)
    }

    /// Withdraws a requested call: only the one who requested it does.
    ///
    /// - Parameters:
    ///   - id: The requested call.
    ///   - reason: Why, if there is anything to say.
    ///   - caller: Who withdraws it.
    @discardableResult
    public func withdraw(
        _ id: ApprovalID, reason: OperatorReason? = nil, caller: Caller
    ) async throws(EngineError) -> ApprovalResult {
        try await engine.ended(id, as: .withdrawn, reason: reason, caller: caller)
    }

    /// Makes what all have acknowledged and whose hour has come, and ends what has waited too long.
    ///
    /// - Parameter caller: Whom the records of what expired name; what is made names its requester.
    /// - Returns: What became of each that was made, ended or sent back.
    /// - Throws: The first failure, after all were tried.
    @discardableResult
    public func run(caller: Caller) async throws(EngineError) -> [ApprovalResult] {
        try await engine.runApprovals(caller: caller)
    }

    /// A requested call as the journal knows it.
    public func known(_ id: ApprovalID) async throws(EngineError) -> ApprovalProjection? {
        try await engine.read(about: []) { try $0.approval(id) }
    }

    /// Lists requested calls, the newest first; WeChat is not asked.
    ///
    /// - Parameters:
    ///   - waitingOnly: Whether to leave out what was made or has ended.
    ///   - cursor: The last of the page before.
    ///   - limit: The most of the page, see ``Engine/pageLimits``.
    public func list(
        waitingOnly: Bool = true, before cursor: ApprovalID? = nil, limit: Int = 100
    ) async throws(EngineError) -> Page<ApprovalProjection, ApprovalID> {
        let limit = Engine.clamped(limit)
        return try await engine.read(about: []) { reader in
            Page(
                try reader.approvals(waitingOnly: waitingOnly, before: cursor, limit: limit + 1),
                limit: limit, cursor: \.id)
        }
    }
}
