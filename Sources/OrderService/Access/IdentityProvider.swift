import HTTPTypes
import JWTKit
import OrderLifecycle
import StrictJSON

/// The merchant's identity provider: people and programs that it knows come with a token that it
/// signed (JWT), which says who they are and what they may do.
///
/// A token is accepted if a key of the provider's key set signed it, the provider is its issuer,
/// this service is among its audience, and its time has come and is not over. It needs the claims
/// `iss`, `aud` and `exp`. Its header must name the key (`kid`). Nothing is fetched: the caller
/// reads the key set, and replaces the provider when the keys change.
public struct IdentityProvider: Sendable {
    /// What a token must say.
    public struct Terms: Hashable, Sendable {
        /// Who issues tokens: exactly what `iss` says.
        public let issuer: String
        /// For whom they must be: one of what `aud` says.
        public let audience: String
        /// The claim that names who somebody is, for the records; by its name or, where it begins
        /// with `/`, its place (RFC 6901).
        public var nameClaim = "sub"
        /// The claim that lists roles: an array of texts, or one text with spaces between them.
        public var roleClaim = "roles"
        /// What stands before the name of a ``Role`` there; what begins otherwise is ignored.
        public var rolePrefix = ""

        /// Creates terms.
        public init(issuer: String, audience: String) {
            self.issuer = issuer
            self.audience = audience
        }
    }

    private let terms: Terms
    private let keys: [String: any JWTAlgorithm]

    /// The most bytes of a key set.
    public static let sizeLimit = 65_536

    /// Reads the provider's keys.
    ///
    /// Keys that are not for signatures, or of an algorithm that is not known, are left out. Known
    /// are RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 and EdDSA; a key that
    /// names none is for RS256, or for the one of its curve.
    ///
    /// - Parameters:
    ///   - terms: What a token must say.
    ///   - json: The key set (JWKS, RFC 7517), with public keys alone.
    /// - Throws: ``IdentityProviderError`` naming the first thing that is wrong with the set.
    public init(_ terms: Terms, keySet json: [UInt8]) async throws(IdentityProviderError) {
        self.terms = terms
        keys = try await IdentityKeySet.read(json)
    }

    /// Returns whose token it is.
    ///
    /// Of a token that no key has signed nothing is told but that.
    func principal(of token: IdentityToken, at now: Timestamp) throws(ServiceProblem) -> Principal {
        guard let key = token.key.flatMap({ keys[$0] }), key.name == token.algorithm,
            (try? key.verify(token.signature, signs: token.signed)) == true
        else { throw .access(.tokenUnknown) }
        guard token.claims["iss"]?.text?.isIdentical(to: terms.issuer) == true else {
            throw .claim("iss")
        }
        guard Self.texts(token.claims["aud"]).contains(where: terms.audience.isIdentical) else {
            throw .claim("aud")
        }
        guard let end = token.time("exp") else { throw .claim("exp") }
        guard now < end else { throw .access(.tokenExpired) }
        if token.claims["nbf"] != nil {
            guard let start = token.time("nbf"), start <= now.advanced(by: Self.leeway) else {
                throw .claim("nbf")
            }
        }
        guard let name = token.claim(at: terms.nameClaim)?.text.flatMap({ try? ActorName($0) })
        else { throw .claim(terms.nameClaim) }
        return Principal(name: name, roles: roles(of: token))
    }

    /// How far the provider's clock may be ahead where a token's time begins.
    private static let leeway: Duration = .seconds(60)

    private func roles(of token: IdentityToken) -> Set<Role> {
        let claim = token.claim(at: terms.roleClaim)
        let listed = claim?.text.map { $0.split(separator: " ").map(String.init) }
        return Set(
            (listed ?? Self.texts(claim)).filter { $0.hasPrefix(terms.rolePrefix) }
                .compactMap { Role(rawValue: String($0.dropFirst(terms.rolePrefix.count))) })
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let values): values.compactMap(\.text)
        default: []
        }
    }
}

extension ServiceProblem {
    /// A token that the provider signed is not meant for this service; its claim is told, what it
    /// says is not.
    fileprivate static func claim(_ name: String) -> ServiceProblem {
        var problem = ServiceProblem(
            .unauthorized, .tokenUnfit,
            "the identity provider signed this token, but its claim \(name) is missing or not what "
                + "this service asks for")
        problem.headers[.wwwAuthenticate] = #"Bearer error="invalid_token""#
        return problem
    }
}
