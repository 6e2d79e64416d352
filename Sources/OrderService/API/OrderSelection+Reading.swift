import OrderEngine
import OrderLifecycle

extension OrderSelection {
    /// Reads which orders are listed: all, where nothing is said.
    init(phase text: String?) throws(ServiceProblem) {
        guard let text else {
            self = .all
            return
        }
        guard text != OrderState.indeterminateCode else {
            self = .indeterminate
            return
        }
        guard let phase = OrderPhase.Kind(rawValue: text) else {
            throw .parameter(
                "phase",
                "must be " + OrderPhase.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                    + " or \(OrderState.indeterminateCode)")
        }
        self = .phase(phase)
    }
}
