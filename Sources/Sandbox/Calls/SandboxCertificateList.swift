import Crypto
import Foundation

/// The answer of `GET /v3/certificates`: the platform certificate, encrypted with the API v3 key.
struct SandboxCertificateList: Encodable {
    let data: [Entry]

    struct Entry: Encodable {
        let serialNumber: String
        let effectiveTime: String
        let expireTime: String
        let encryptCertificate: Sealed

        private enum CodingKeys: String, CodingKey {
            case serialNumber = "serial_no"
            case effectiveTime = "effective_time"
            case expireTime = "expire_time"
            case encryptCertificate = "encrypt_certificate"
        }
    }

    struct Sealed: Encodable {
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

    init(identity: Identity) throws(SandboxRefusal) {
        data = [
            Entry(
                serialNumber: identity.platformSerial,
                effectiveTime: identity.platformEffectiveTime,
                expireTime: identity.platformExpireTime,
                encryptCertificate: try Sealed(
                    identity.platformCertificate, key: identity.apiV3Key,
                    nonce: RandomText.lettersAndDigits(12), associatedData: "certificate"))
        ]
    }
}
