public import OrderLifecycle

extension Engine {
    /// Protects an order from cancels, until the protection is lifted.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public func protect(_ order: OutOrderNumber, reason: OperatorReason, caller: Caller)
        async throws(EngineError) -> OrderProjection
    {
        try await setProtection(.protected, of: order, reason: reason, caller: caller)
    }

    /// Lifts the protection of an order.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public func unprotect(_ order: OutOrderNumber, reason: OperatorReason, caller: Caller)
        async throws(EngineError) -> OrderProjection
    {
        try await setProtection(.unprotected, of: order, reason: reason, caller: caller)
    }

    private func setProtection(
        _ content: RecordContent, of order: OutOrderNumber, reason: OperatorReason, caller: Caller
    ) async throws(EngineError) -> OrderProjection {
        try await commit { entry in
            guard try entry.writing.order(order) != nil else {
                throw EngineError.orderUnknown(order)
            }
            let mark = Mark(caller: caller, cause: Cause(.call))
            try entry.append(content, of: order, by: mark, reason: reason.text)
            return try entry.order(order)
        }
    }

    /// What the brake shows.
    public func brakeReading() async throws(EngineError) -> BrakeReading {
        let (limits, now) = (settings.policy.brake.limits, clock.now())
        return try await read { try $0.brake(limits, at: now) }
    }

    /// Releases the brake; what was forgiven before counts no more.
    public func releaseBrake(reason: OperatorReason, caller: Caller)
        async throws(EngineError) -> BrakeReading
    {
        let limits = settings.policy.brake.limits
        return try await commit { entry in
            try entry.writing.append(
                RecordDraft(
                    .journal, .brakeReleased, cause: Cause(.call), caller: caller, at: entry.now,
                    reason: reason.text))
            return try entry.writing.brake(limits, at: entry.clock)
        }
    }
}

extension JournalReading {
    /// What the brake shows in its window, as of a moment.
    func brake(_ limits: BrakeLimits, at now: Timestamp) throws -> BrakeReading {
        try brake(since: now.advanced(byMilliseconds: -limits.window))
    }
}
