public import OrderLifecycle

/// The order that a query by `query_id` found.
public struct FoundOrder: Hashable, Sendable {
    /// The merchant's number of it.
    public let order: OutOrderNumber
    /// Where it stands.
    public let observation: ProviderObservation

    /// Creates what was found.
    ///
    /// - Parameters:
    ///   - order: The merchant's number of the order.
    ///   - observation: Where it stands.
    public init(order: OutOrderNumber, observation: ProviderObservation) {
        self.order = order
        self.observation = observation
    }
}
