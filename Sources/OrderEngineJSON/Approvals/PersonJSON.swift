public import OrderLifecycle

/// A person, and how it is known that it was this one.
public struct PersonJSON: Codable, Hashable, Sendable {
    /// The name.
    public let name: String
    /// `claimed`, or `verified:` and the method.
    public let identifiedBy: String

    private enum CodingKeys: String, CodingKey {
        case name
        case identifiedBy = "identified_by"
    }

    /// Takes a person of the engine's.
    public init(_ person: IdentifiedActor) {
        name = person.name.text
        identifiedBy = person.identification.text
    }
}
