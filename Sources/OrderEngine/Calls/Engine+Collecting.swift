import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Has WeChat collect what is due for an order now, if WeChat's rules and the merchant's guards
    /// allow it on a fresh observation.
    ///
    /// It changes nothing of the order, and WeChat goes on collecting by itself all the same. So
    /// nobody can see whether a call with a lost answer had an effect: it ends as `unproven`, and
    /// is never sent again. A policy permits one an hour for each order: see `CollectGuard`.
    ///
    /// - Parameters:
    ///   - order: The order to collect for.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    public func collect(_ order: OutOrderNumber, caller: Caller) async throws(EngineError)
        -> CallResult
    {
        try await perform(ProviderWish(.collect, .nothing), of: order, caller: caller)
    }
}

extension OrderReader {
    /// When WeChat was last asked to collect for an order since a moment, whatever came of it;
    /// what provably was not sent does not count.
    func lastCollect(of order: OutOrderNumber, since moment: Timestamp) throws -> Timestamp? {
        guard var end = try self.order(order)?.revision else { return nil }
        let limit: Int64 = 100
        while end > 0 {
            let start = max(0, end - limit)
            let records = try records(
                of: .order(order), after: start, limit: Int(end - start))
            for record in records.reversed() {
                guard record.at > moment else { return nil }
                guard case .attempt(.intended(let intent)) = try record.content,
                    intent.call == .order(.collect),
                    try attempt(intent.attempt)?.mayHaveBeenSent ?? true
                else { continue }
                return record.at
            }
            end = start
        }
        return nil
    }
}

extension AttemptProjection {
    /// Whether a request may have left; of a collect, only one that did not ends as not applied.
    fileprivate var mayHaveBeenSent: Bool {
        switch condition {
        case .settled(.notApplied): false
        case .open, .parked, .settled(.applied), .settled(.refused), .settled(.unproven): true
        }
    }
}
