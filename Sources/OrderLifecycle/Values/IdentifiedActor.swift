/// A person or system by name, with how it is known that it is the one.
public struct IdentifiedActor: Hashable, Sendable {
    /// The name.
    public let name: ActorName
    /// How it is known.
    public let identification: ActorIdentification

    /// Creates a named actor; without an identification, the name is only claimed.
    public init(_ name: ActorName, _ identification: ActorIdentification = .claimed) {
        self.name = name
        self.identification = identification
    }
}

extension IdentifiedActor: CustomStringConvertible {
    /// The name.
    public var description: String { name.text }
}

extension Caller {
    /// The actor with how it is known.
    public var identifiedActor: IdentifiedActor { IdentifiedActor(actor, identification) }
}
