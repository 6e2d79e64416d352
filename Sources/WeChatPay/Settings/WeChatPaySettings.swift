public import OrderLifecycle

/// All that the adapter needs to know.
public struct WeChatPaySettings: Sendable {
    /// The merchant, and the keys that prove it.
    public let merchant: WeChatPayMerchant
    /// The WeChat keys that are trusted from the start; the first is named in every request.
    public let trustedKeys: [WeChatPayKey]
    /// Where the requests go.
    public let endpoint: WeChatPayEndpoint
    /// How long and how much.
    public let limits: WeChatPayLimits
    /// The `User-Agent` of every request, without which WeChat refuses it.
    public let userAgent: String

    /// The `User-Agent` where none is given.
    public static let standardUserAgent = "payscore-orders/0.1 (Swift)"

    /// Creates the settings.
    ///
    /// - Throws: ``WeChatPayError``, `setting_invalid`, if there is no trusted key, two bear one
    ///   name, or the user agent is not 1 to 128 printable ASCII characters.
    public init(
        merchant: WeChatPayMerchant, trustedKeys: [WeChatPayKey],
        endpoint: WeChatPayEndpoint = .official, limits: WeChatPayLimits = .standard,
        userAgent: String = WeChatPaySettings.standardUserAgent
    ) throws(WeChatPayError) {
        guard !trustedKeys.isEmpty else {
            throw WeChatPayError(
                .settingInvalid, "trusted keys",
                "WeChat's public key or a platform certificate is needed to verify its answers")
        }
        guard Set(trustedKeys.map(\.id)).count == trustedKeys.count else {
            throw WeChatPayError(
                .settingInvalid, "trusted keys", "two keys bear the same ID or serial number")
        }
        let printable = userAgent.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard printable, (1...128).contains(userAgent.utf8.count) else {
            throw WeChatPayError(
                .settingInvalid, "user agent", "1 to 128 printable ASCII characters are accepted")
        }
        self.merchant = merchant
        self.trustedKeys = trustedKeys
        self.endpoint = endpoint
        self.limits = limits
        self.userAgent = userAgent
    }
}

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
