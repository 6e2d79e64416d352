import OrderLifecycle

/// All that the adapter needs to know.
public struct WeChatPaySettings: Sendable {
    /// The merchant, and the keys that prove it.
    public let merchant: WeChatPayMerchant
    /// The WeChat keys that are trusted from the start; the first that is valid is named
    /// in every request.
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
