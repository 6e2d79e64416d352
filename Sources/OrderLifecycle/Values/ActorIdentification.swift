/// How it is known that an actor is who it is said to be.
public enum ActorIdentification: Hashable, Sendable {
    /// Somebody gave the name, and nothing checked it.
    case claimed
    /// Whoever passed the name on had checked it in this way.
    case verified(by: IdentificationMethod)
}

extension ActorIdentification {
    private static let verified = "verified:"

    /// The text that records have: `claimed`, or `verified:` and the method, such as
    /// `verified:oidc`.
    public var text: String {
        switch self {
        case .claimed: "claimed"
        case .verified(let method): Self.verified + method.text
        }
    }

    /// Creates an identification from its text.
    ///
    /// - Throws: ``InvalidValue`` if it is neither of the two.
    public init(text: String) throws(InvalidValue) {
        if text.utf8.elementsEqual("claimed".utf8) {
            self = .claimed
        } else if text.utf8.starts(with: Self.verified.utf8) {
            self = .verified(
                by: try IdentificationMethod(
                    String(Substring(text.utf8.dropFirst(Self.verified.utf8.count)))))
        } else {
            throw InvalidValue(.identification, .forbiddenCharacter(offset: 0))
        }
    }
}

extension ActorIdentification: CustomStringConvertible {
    /// The text that records have.
    public var description: String { text }
}
