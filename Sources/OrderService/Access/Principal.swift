public import OrderLifecycle

/// Who makes a request, as a token says.
public struct Principal: Hashable, Sendable {
    /// The name that the records will have.
    public let name: ActorName
    /// What it may do.
    public let roles: Set<Role>

    /// Creates a principal.
    public init(name: ActorName, roles: Set<Role>) {
        self.name = name
        self.roles = roles
    }
}
