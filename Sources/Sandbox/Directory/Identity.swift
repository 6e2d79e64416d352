import Foundation

/// Who the sandbox's merchant and its WeChat Pay are: numbers, serials and keys, made once for a
/// directory.
///
/// It is kept in one file, so that a first start that was interrupted leaves all of it or nothing;
/// the files that the merchant's side reads are copies of its parts.
struct Identity: Codable, Sendable {
    var merchant: Merchant
    var merchantCertificateSerial: String
    var merchantPrivateKey: String
    var merchantCertificate: String
    var apiV3Key: String
    var publicKey: PublicKeyPair
    /// The platform certificate that signs.
    var platform: PlatformKey
    /// The platform certificates that signed before, the latest last.
    var retiredPlatforms: [PlatformKey]
}
