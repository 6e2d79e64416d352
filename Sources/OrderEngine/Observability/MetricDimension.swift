/// The dimensions of the engine's metrics; each has few values, and none names an order.
enum MetricDimension: String, Hashable, Sendable, CaseIterable {
    case call, decision, event, outcome, code, condition
}
