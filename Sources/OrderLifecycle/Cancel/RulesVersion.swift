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
    public func objection(to standing: OrderStanding) -> DenialReason? {
        switch standing {
        case .unclear(.paidButOpen, _): .alreadyPaid
        case .unclear: .unclearState
        case .clear(.created), .clear(.inService): nil
        case .clear(.awaitingPayment):
            switch self {
            case .v1_0: .afterCompletion
            case .v1_1: nil
            }
        case .clear(.done): .alreadyDone
        case .clear(.revoked): .alreadyRevoked
        case .clear(.expired): .alreadyExpired
        }
    }
}
