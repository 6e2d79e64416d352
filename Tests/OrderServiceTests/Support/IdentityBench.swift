import Crypto
import CryptoExtras
import Foundation
import OrderLifecycle
import OrderService
import StrictJSON

/// An identity provider's keys, and the tokens that it signs.
struct IdentityBench {
    let elliptic = P256.Signing.PrivateKey()
    let edwards = Curve25519.Signing.PrivateKey()
    let rsa: _RSA.Signing.PrivateKey
    let now = Timestamp(clamping: 1_767_225_600_000)

    init() throws {
        rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    var terms: IdentityProvider.Terms {
        IdentityProvider.Terms(issuer: "https://login.example.com/", audience: "payscore")
    }

    /// The key set as a provider publishes it, with a key beside that encrypts.
    func keySet() throws -> JSONValue {
        let point = Array(elliptic.publicKey.rawRepresentation)
        let primitives = try rsa.publicKey.getKeyPrimitives()
        let n = Self.base64url(Array(primitives.modulus))
        let e = Self.base64url(Array(primitives.publicExponent))
        return [
            "keys": [
                [
                    "kty": "EC", "crv": "P-256", "kid": "elliptic", "use": "sig",
                    "x": .string(Self.base64url(point.prefix(32))),
                    "y": .string(Self.base64url(point.suffix(32))),
                ],
                [
                    "kty": "OKP", "crv": "Ed25519", "kid": "edwards", "alg": "EdDSA",
                    "x": .string(Self.base64url(edwards.publicKey.rawRepresentation)),
                ],
                ["kty": "RSA", "kid": "rsa", "n": .string(n), "e": .string(e)],
                [
                    "kty": "RSA", "kid": "encrypts", "use": "enc", "alg": "RSA-OAEP",
                    "n": .string(n), "e": .string(e),
                ],
            ]
        ]
    }

    func provider(_ terms: IdentityProvider.Terms? = nil) async throws -> IdentityProvider {
        try await IdentityProvider(terms ?? self.terms, keySet: try keySet().canonical)
    }

    /// What an accepted token says, until an hour after `start`.
    func claims(from start: Timestamp? = nil, _ changes: JSONValue.Member...) -> JSONValue {
        let claims: JSONValue = [
            "iss": "https://login.example.com/", "aud": ["other", "payscore"], "sub": "zhang.wei",
            "roles": ["clerk", "somewhere-else"],
            "exp": .number((start ?? now).milliseconds / 1000 + 3600),
        ]
        return claims.setting(changes)
    }

    /// Signs as the key of that name does.
    func token(
        _ claims: JSONValue, key: String = "elliptic", header: JSONValue? = nil
    ) throws -> String {
        let algorithm = ["elliptic": "ES256", "edwards": "EdDSA", "rsa": "RS256"][key]
        let header = header ?? ["alg": .text(algorithm), "kid": .string(key), "typ": "JWT"]
        let text = Self.base64url(header.canonical) + "." + Self.base64url(claims.canonical)
        let signature: [UInt8] =
            switch key {
            case "edwards": try Array(edwards.signature(for: Data(text.utf8)))
            case "rsa":
                try Array(
                    rsa.signature(
                        for: SHA256.hash(data: Data(text.utf8)), padding: .insecurePKCS1v1_5
                    ).rawRepresentation)
            default: try Array(elliptic.signature(for: Data(text.utf8)).rawRepresentation)
            }
        return text + "." + Self.base64url(signature)
    }

    static func base64url(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
