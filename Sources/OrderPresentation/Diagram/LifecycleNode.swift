import OrderLifecycle

/// Something that a diagram shows as a box.
enum LifecycleNode: Hashable, Sendable {
    /// Before an order is known.
    case start
    case phase(OrderPhase.Kind)
    /// No phase can be told; only in the path of an order.
    case indeterminate

    /// The word in the box.
    var name: String {
        switch self {
        case .start: "start"
        case .phase(let kind): kind.rawValue
        case .indeterminate: "indeterminate"
        }
    }

    init(_ state: OrderState) {
        if state == .unseen {
            self = .start
        } else {
            self = state.phase.map { .phase($0.kind) } ?? .indeterminate
        }
    }
}
