import ArgumentParser
import OrderService

/// Roles on the command line: `clerk`, or `clerk,approver`.
struct TokenRoles: ExpressibleByArgument {
    let roles: Set<Role>

    init?(argument: String) {
        let names = argument.split(separator: ",", omittingEmptySubsequences: false)
        let known = names.compactMap { Role(rawValue: String($0)) }
        guard known.count == names.count else { return nil }
        roles = Set(known)
    }

    /// What the option's help says.
    static let forms = Role.allCases.map(\.rawValue).joined(separator: ", ")
}
