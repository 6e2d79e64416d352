/// What WeChat permits, by the version of the cancel API's page; the version used is recorded
/// with each decision.
public enum RulesVersion: String, Hashable, Sendable, CaseIterable {
    /// V1.0 of 2019-08-23: before the order is completed.
    case v1_0 = "1.0"
    /// V1.1 of 2020-04-23: also while payment is awaited, which forgives the bill.
    case v1_1 = "1.1"
}
