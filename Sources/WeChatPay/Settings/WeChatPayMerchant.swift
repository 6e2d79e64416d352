public import OrderLifecycle

/// A merchant with the application and the Pay Score service that its orders belong to.
public struct WeChatPayMerchant: Sendable {
    /// WeChat's `mchid`.
    public let merchantID: MerchantID
    /// WeChat's `appid`.
    public let appID: AppID
    /// WeChat's `service_id`.
    public let serviceID: ServiceID
    /// The serial number of the merchant's API certificate, in hex.
    public let certificateSerial: String
    /// The private key of the merchant's API certificate.
    public let privateKey: MerchantPrivateKey
    /// The API v3 key, with which WeChat encrypts certificates and notifications.
    public let apiV3Key: APIv3Key

    /// Creates a merchant.
    ///
    /// - Throws: ``WeChatPayError``, `setting_invalid`, if an identifier has anything but letters,
    ///   digits, `_` and `-`, or the serial number is not 1 to 64 hex digits.
    public init(
        merchantID: MerchantID, appID: AppID, serviceID: ServiceID, certificateSerial: String,
        privateKey: MerchantPrivateKey, apiV3Key: APIv3Key
    ) throws(WeChatPayError) {
        for (name, text) in [
            ("mchid", merchantID.text), ("appid", appID.text), ("service_id", serviceID.text),
        ] where !WireText.isWord(text) {
            throw WeChatPayError(
                .settingInvalid, name, "only letters, digits, \"_\" and \"-\" are accepted")
        }
        let isHex = certificateSerial.utf8.allSatisfy { WireText.isHexDigit($0) }
        guard isHex, (1...64).contains(certificateSerial.utf8.count) else {
            throw WeChatPayError(
                .settingInvalid, "certificate serial", "1 to 64 hex digits are accepted")
        }
        self.merchantID = merchantID
        self.appID = appID
        self.serviceID = serviceID
        self.certificateSerial = certificateSerial
        self.privateKey = privateKey
        self.apiV3Key = apiV3Key
    }
}
