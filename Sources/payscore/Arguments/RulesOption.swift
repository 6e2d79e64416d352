import ArgumentParser
import OrderLifecycle

/// A version of WeChat's rules on the command line.
enum RulesOption: String, CaseIterable, ExpressibleByArgument, Sendable {
    case v1_0 = "1.0"
    case v1_1 = "1.1"

    var value: RulesVersion {
        switch self {
        case .v1_0: .v1_0
        case .v1_1: .v1_1
        }
    }
}
