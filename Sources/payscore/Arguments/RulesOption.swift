import ArgumentParser
import OrderLifecycle
import StrictJSON

/// A version of WeChat's rules on the command line.
enum RulesOption: String, CaseIterable, ExpressibleByArgument, Sendable {
    case v1_0 = "1.0"
    case v1_1 = "1.1"

    private var value: RulesVersion {
        switch self {
        case .v1_0: .v1_0
        case .v1_1: .v1_1
        }
    }

    /// The version to apply: the option's, or else the configured one.
    ///
    /// - Throws: ``Failure`` if the option permits more than the configuration.
    static func version(
        _ option: RulesOption?, over configured: RulesVersion
    ) throws(Failure) -> RulesVersion {
        guard let option else { return configured }
        try ConfigurationKey.cancelRules.checkStrictness(
            of: .string(option.value.rawValue), from: "--rules",
            against: .string(configured.rawValue), in: "as configured")
        return option.value
    }
}
