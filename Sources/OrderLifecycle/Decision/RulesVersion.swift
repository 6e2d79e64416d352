/// What WeChat permits, by the version of the cancel API's page; the version used is recorded
/// with each decision.
public enum RulesVersion: String, Hashable, Sendable, CaseIterable {
    /// V1.0 of 2019-08-23: before the order is completed.
    case v1_0 = "1.0"
    /// V1.1 of 2020-04-23: also while payment is awaited, which forgives the bill.
    case v1_1 = "1.1"

    /// Tells why an order may not be cancelled under these rules, or `nil` if it may.
    ///
    /// V1.0's condition is inferred from WeChat's overview of that time ("after create, before
    /// complete"); its own page is lost.
    public func denial(for state: OrderState) -> DenialReason? {
        switch state {
        case .indeterminate(.paidButOpen, _): .alreadyPaid
        case .indeterminate: .indeterminateState
        case .known(.created), .known(.inService): nil
        case .known(.awaitingPayment):
            switch self {
            case .v1_0: .afterCompletion
            case .v1_1: nil
            }
        case .known(.done): .alreadyDone
        case .known(.revoked): .alreadyRevoked
        case .known(.expired): .alreadyExpired
        }
    }
}
