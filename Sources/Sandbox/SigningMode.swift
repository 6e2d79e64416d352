/// Which of WeChat Pay's keys signs answers and notifications.
public enum SigningMode: String, Sendable, CaseIterable {
    /// The WeChat Pay public key, unless a request's `Wechatpay-Serial` names a platform
    /// certificate.
    case publicKey = "public-key"
    /// The platform certificate, as for a merchant that holds nothing else.
    case platformCertificate = "platform-certificate"
    /// What the request's `Wechatpay-Serial` asks for; without that field the platform certificate.
    ///
    /// A notification follows the last signed request.
    case either
}
