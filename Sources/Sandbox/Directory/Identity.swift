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
    var publicKeyID: String
    var weChatPrivateKey: String
    var weChatPublicKey: String
    var platformSerial: String
    var platformPrivateKey: String
    var platformCertificate: String
    /// When the platform certificate begins and ceases to be valid, in RFC 3339.
    var platformEffectiveTime: String
    var platformExpireTime: String
}
