public import OrderLifecycle

/// Which orders are listed.
public enum OrderSelection: Hashable, Sendable {
    /// All orders.
    case all
    /// Those in one phase.
    case phase(OrderPhase.Kind)
    /// Those whose phase cannot be told.
    case indeterminate

    /// The state's code that they share.
    var code: String? {
        switch self {
        case .all: nil
        case .phase(let phase): phase.rawValue
        case .indeterminate: OrderState.indeterminateCode
        }
    }
}
