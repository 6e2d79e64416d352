import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Creates an order at WeChat that is completed already: the service is over, no customer
    /// confirms it, and WeChat collects.
    ///
    /// - Parameters:
    ///   - order: The number of the order to create.
    ///   - json: The body in WeChat's own field names, with the customer's `openid` and
    ///     `total_amount`; `appid` and `service_id` may be left out.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    public func createCompleted(_ order: OutOrderNumber, json: [UInt8], caller: Caller)
        async throws(EngineError) -> CallResult
    {
        try await perform(
            ProviderWish(.createCompleted, .json(json)), of: order, caller: caller)
    }
}
