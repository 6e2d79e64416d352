import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Creates an order at WeChat.
    ///
    /// - Parameters:
    ///   - order: The number of the order to create.
    ///   - json: The body in WeChat's own field names; `appid` and `service_id` may be left out.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value; the receipt has the `package` that the customer
    ///   needs to confirm the order.
    public func create(_ order: OutOrderNumber, json: [UInt8], caller: Caller)
        async throws(EngineError) -> CallResult
    {
        try await perform(ProviderWish(.create, .json(json)), of: order, caller: caller)
    }
}
