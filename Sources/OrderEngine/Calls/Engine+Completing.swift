import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Completes an order at WeChat, which then collects its amount.
    ///
    /// The observation is read and recorded first; only an order in service can be completed. While
    /// the call has no known outcome, the order cannot be cancelled.
    ///
    /// - Parameters:
    ///   - order: The order to complete.
    ///   - json: The body in WeChat's own field names.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    public func complete(_ order: OutOrderNumber, json: [UInt8], caller: Caller)
        async throws(EngineError) -> CallResult
    {
        try await perform(ProviderWish(.complete, .json(json)), of: order, caller: caller)
    }
}
