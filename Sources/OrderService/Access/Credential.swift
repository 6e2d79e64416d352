import Crypto

/// By what somebody showed who they are; whether it still holds can be asked again later.
enum Credential: Hashable, Sendable {
    /// A token of the list, by its digest.
    case bearerToken(SHA256.Digest)
    /// A token that the merchant's identity provider signed.
    case identityToken(IdentityToken)
    /// The user of the system as whom they run, as the kernel told.
    case peerCredentials(Principal)

    /// Takes a token that was presented.
    init(token: String) {
        self =
            IdentityToken(token).map { .identityToken($0) }
            ?? .bearerToken(SHA256.hash(data: Array(token.utf8)))
    }

    /// How it is known who somebody is, as records name it.
    var method: String {
        switch self {
        case .bearerToken: "bearer_token"
        case .identityToken: "identity_token"
        case .peerCredentials: "peer_credentials"
        }
    }
}
