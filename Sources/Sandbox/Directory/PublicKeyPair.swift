import CryptoExtras

/// The WeChat Pay public key, which has a number and never expires, with its private half.
struct PublicKeyPair: Codable, Sendable {
    /// What the number of every such key begins with.
    static let prefix = "PUB_KEY_ID_"

    let id: String
    let privateKey: String
    let publicKey: String

    /// Makes a key with a number of its own.
    static func generated() throws -> PublicKeyPair {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        return PublicKeyPair(
            id: prefix + RandomText.digits(34),
            privateKey: key.pkcs8PEMRepresentation + "\n",
            publicKey: key.publicKey.pemRepresentation + "\n")
    }
}
