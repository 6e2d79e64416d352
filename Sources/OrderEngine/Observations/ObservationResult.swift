import OrderLifecycle

/// What became of a question to WeChat.
enum ObservationResult: Sendable {
    /// WeChat shows the order.
    case seen(OrderObservation)
    /// WeChat knows no such order, and signed that.
    case unknownOrder(ObservationTime)
    /// There is no verified answer, or a refusal of another kind.
    case failed(EngineError)

    /// The observation, or why there is none.
    func observation(of order: OutOrderNumber) throws(EngineError) -> OrderObservation {
        switch self {
        case .seen(let observed): return observed
        case .unknownOrder: throw .orderUnknown(order)
        case .failed(let error): throw error
        }
    }
}
