import Foundation
import JWTKit
import StrictJSON

/// A set of public keys as identity providers publish it (JWKS, RFC 7517).
enum IdentityKeySet {
    private static let limit = 100
    private static let algorithms: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    ]
    private static let secretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    /// Reads the keys that sign, by their names.
    static func read(
        _ json: [UInt8]
    ) async throws(IdentityProviderError) -> [String: any JWTAlgorithm] {
        let value: JSONValue
        do throws(JSONProblem) {
            value = try JSONValue.read(json, limit: IdentityProvider.sizeLimit)
        } catch { throw IdentityProviderError("\(error)", zh: "不是合规的 JSON：\(error)。") }
        guard case .array(let listed)? = value["keys"], listed.count <= limit else {
            throw IdentityProviderError(
                "a key set is an object whose member keys lists at most \(limit) keys",
                zh: "公钥集须是对象，其成员 keys 列出至多 \(limit) 个密钥。")
        }
        var keys: [String: any JWTAlgorithm] = [:]
        for (index, key) in listed.enumerated() {
            guard secretMembers.allSatisfy({ key[$0] == nil }), key["kty"]?.text != "oct" else {
                throw IdentityProviderError(
                    "/keys/\(index) holds a secret; the provider's public keys are needed",
                    zh: "/keys/\(index) 含有私钥；这里需要的是身份提供方的公钥集。")
            }
            guard let algorithm = algorithm(of: key), ["sig", nil].contains(key["use"]?.text) else {
                continue
            }
            guard let name = key["kid"]?.text, !name.isEmpty, keys[name] == nil,
                let signer = await signer(key, algorithm)
            else {
                throw IdentityProviderError(
                    "/keys/\(index) is no usable key: it needs a kid of its own, and RSA at least "
                        + "2048 bits",
                    zh: "/keys/\(index) 不可用：须有独有的 kid，RSA 密钥须不少于 2048 位。")
            }
            keys[name] = signer
        }
        guard !keys.isEmpty else {
            throw IdentityProviderError(
                "no key of the set signs tokens", zh: "公钥集里没有用于签名的密钥。")
        }
        return keys
    }

    /// The algorithm that a key is for; `nil` where it is none that is known.
    private static func algorithm(of key: JSONValue) -> String? {
        if let named = key["alg"]?.text { return algorithms.contains(named) ? named : nil }
        return switch (key["kty"]?.text, key["crv"]?.text) {
        case ("RSA", _): "RS256"
        case ("EC", "P-256"): "ES256"
        case ("EC", "P-384"): "ES384"
        case ("EC", "P-521"): "ES512"
        case ("OKP", "Ed25519"): "EdDSA"
        default: nil
        }
    }

    private static func signer(_ key: JSONValue, _ algorithm: String) async -> (any JWTAlgorithm)? {
        let whole = key.setting([JSONValue.Member("alg", .string(algorithm))])
        guard let key = try? JSONDecoder().decode(JWK.self, from: Data(whole.canonical)) else {
            return nil
        }
        let keys = JWTKeyCollection()
        return try? await keys.add(jwk: key).getKey(for: key.keyIdentifier)
    }
}
