public import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Protects an order from calls that give money up, until the protection is lifted.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public func protect(_ order: OutOrderNumber, reason: OperatorReason, caller: Caller)
        async throws(EngineError) -> OrderProjection
    {
        try await record(.protected, of: order, reason: reason, caller: caller)
    }

    /// Lifts the protection of an order.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public func unprotect(_ order: OutOrderNumber, reason: OperatorReason, caller: Caller)
        async throws(EngineError) -> OrderProjection
    {
        try await record(.unprotected, of: order, reason: reason, caller: caller)
    }

    /// Records what a named person does to an order that is known.
    ///
    /// - Parameter check: Throws where it cannot be done; asked in the same commit.
    @discardableResult
    func record(
        _ fact: OrderFact, of order: OutOrderNumber, reason: OperatorReason, caller: Caller,
        if check: @escaping @Sendable (EngineTransaction) throws -> Void = { _ in }
    ) async throws(EngineError) -> OrderProjection {
        try await commit(on: [.order(order)]) { transaction in
            guard try transaction.writer.order(order) != nil else {
                throw EngineError.orderUnknown(order)
            }
            try check(transaction)
            let provenance = Provenance(caller: caller, cause: Cause(.call))
            try transaction.append(
                .order(fact), to: .order(order), by: provenance, reason: reason.text)
            return try transaction.order(order)
        }
    }

    /// What counts towards the velocity limit.
    public func velocityUsage() async throws(EngineError) -> VelocityUsage {
        let (limits, now) = (settings.policy.velocityLimit.limits, clock.now())
        return try await read(about: [.journal]) { try $0.velocityUsage(limits, at: now) }
    }

    /// Resets the velocity limit; what was forgiven before counts no more.
    public func resetVelocityLimit(reason: OperatorReason, caller: Caller)
        async throws(EngineError) -> VelocityUsage
    {
        let limits = settings.policy.velocityLimit.limits
        return try await commit(on: [.journal]) { transaction in
            let provenance = Provenance(caller: caller, cause: Cause(.call))
            try transaction.append(.velocityLimitReset, by: provenance, reason: reason.text)
            return try transaction.writer.velocityUsage(limits, at: transaction.clock)
        }
    }
}

extension OrderReader {
    /// What counts towards the velocity limit in its window, as of a moment.
    func velocityUsage(_ limits: VelocityLimits, at now: Timestamp) throws -> VelocityUsage {
        try velocityUsage(since: now.advanced(by: .zero - limits.window))
    }
}
