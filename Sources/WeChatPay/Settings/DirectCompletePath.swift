/// Where an order is created and completed in one: WeChat's page and others disagree.
public enum DirectCompletePath: String, Hashable, Sendable, CaseIterable {
    /// Without the version, as WeChat's own page of the call prints it.
    case unversioned = "/payscore/serviceorder/direct-complete"
    /// With the version, as every other call of Pay Score has it.
    case v3 = "/v3/payscore/serviceorder/direct-complete"

    /// As WeChat's own page prints it.
    public static let standard = unversioned
}
