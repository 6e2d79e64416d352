/// A variable of the environment that is missing or means nothing; its value is never repeated.
enum ConfigurationError: Error, CustomStringConvertible {
    case missing(String)
    case invalid(String, String)

    var description: String {
        switch self {
        case .missing(let name): "\(name) is not set"
        case .invalid(let name, let expected): "\(name) must be \(expected)"
        }
    }
}
