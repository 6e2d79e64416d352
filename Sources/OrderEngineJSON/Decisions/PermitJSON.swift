public import OrderEngine
import OrderLifecycle

/// A permit as it is handed out; its token is shown in no description.
public struct PermitJSON: Codable, Hashable, Sendable {
    /// The token, which consents to nothing without the amount.
    public let token: PermitToken
    /// When it ends.
    public let expiresAt: String

    private enum CodingKeys: String, CodingKey {
        case token
        case expiresAt = "expires_at"
    }

    /// Takes a permit that the engine issued.
    public init(_ permit: IssuedPermit) {
        token = permit.token
        expiresAt = permit.terms.expiresAt.description
    }

    /// Reads both members.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        token = PermitToken(try members.decode(String.self, forKey: .token))
        expiresAt = try members.decode(String.self, forKey: .expiresAt)
    }

    /// Writes both members, the secret included.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(token.secret, forKey: .token)
        try members.encode(expiresAt, forKey: .expiresAt)
    }
}
