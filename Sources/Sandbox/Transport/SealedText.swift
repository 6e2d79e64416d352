import Crypto
import Foundation

/// A text encrypted with the API v3 key, as API v3 carries it.
struct SealedText: Encodable {
    let algorithm: String
    let nonce: String
    let associatedData: String
    /// Ciphertext and tag, in base64.
    let ciphertext: String

    private enum CodingKeys: String, CodingKey {
        case algorithm, nonce, ciphertext
        case associatedData = "associated_data"
    }

    /// Encrypts a text with AES-256-GCM.
    init(
        _ plaintext: String, key: String, nonce: String, associatedData: String
    ) throws(SandboxRefusal) {
        do {
            let box = try AES.GCM.seal(
                Array(plaintext.utf8), using: SymmetricKey(data: Array(key.utf8)),
                nonce: AES.GCM.Nonce(data: Array(nonce.utf8)),
                authenticating: Array(associatedData.utf8))
            algorithm = "AEAD_AES_256_GCM"
            self.nonce = nonce
            self.associatedData = associatedData
            ciphertext = (box.ciphertext + box.tag).base64EncodedString()
        } catch {
            throw .systemError
        }
    }
}
