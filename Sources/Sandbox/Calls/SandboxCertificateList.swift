import Foundation

/// The answer of `GET /v3/certificates`: the platform certificates, encrypted with the API v3 key.
struct SandboxCertificateList: Encodable {
    let data: [Entry]

    struct Entry: Encodable {
        let serialNumber: String
        let effectiveTime: String
        let expireTime: String
        let encryptCertificate: SealedText

        private enum CodingKeys: String, CodingKey {
            case serialNumber = "serial_no"
            case effectiveTime = "effective_time"
            case expireTime = "expire_time"
            case encryptCertificate = "encrypt_certificate"
        }
    }

    /// Lists the certificate that signs and those that have signed until lately.
    init(identity: Identity, at now: Date) throws(SandboxRefusal) {
        let retired = identity.retiredPlatforms.reversed().filter { ($0.listedUntil ?? now) > now }
        var data: [Entry] = []
        for platform in [identity.platform] + retired {
            data.append(try Entry(platform, apiV3Key: identity.apiV3Key))
        }
        self.data = data
    }
}

extension SandboxCertificateList.Entry {
    fileprivate init(_ platform: PlatformKey, apiV3Key: String) throws(SandboxRefusal) {
        serialNumber = platform.serial
        effectiveTime = platform.effectiveTime
        expireTime = platform.expireTime
        encryptCertificate = try SealedText(
            platform.certificate, key: apiV3Key, nonce: RandomText.lettersAndDigits(12),
            associatedData: "certificate")
    }
}
