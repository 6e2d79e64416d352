public import OrderLifecycle

extension Engine {
    /// Reads where an order is and how it got there; WeChat is not asked.
    ///
    /// - Returns: `nil` if the order has no records.
    public func summary(of order: OutOrderNumber) async throws(EngineError) -> OrderSummary? {
        try await inspect { try OrderSummary(order, $0) }
    }
}
