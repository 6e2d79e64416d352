import OrderJournal
public import OrderLifecycle

/// Signs launches for a merchant.
public struct LaunchSigner: Sendable {
    /// Whose launches they are.
    public let merchantID: MerchantID
    private let key: APIv2Key

    /// What WeChat calls the way of signing.
    static let method = "HMAC-SHA256"

    /// Creates a signer.
    ///
    /// - Parameters:
    ///   - merchantID: WeChat's `mchid`.
    ///   - key: The merchant's API v2 key; WeChat refuses a signature with the API v3 key.
    public init(merchantID: MerchantID, key: APIv2Key) {
        self.merchantID = merchantID
        self.key = key
    }

    /// The parameters that a page asks for, with what signs them.
    ///
    /// - Parameters:
    ///   - parameters: What the page asks for besides the merchant and the signature.
    ///   - now: The wall clock; WeChat wants whole seconds.
    ///   - random: Where the nonce comes from.
    /// - Throws: ``WeChatPayError``, `randomness_exhausted`.
    func signed(
        _ parameters: [ClientLaunch.Parameter], at now: Timestamp, random: any RandomSource
    ) throws(WeChatPayError) -> [ClientLaunch.Parameter] {
        let bytes = random.bytes(16)
        guard bytes.count == 16 else {
            throw WeChatPayError(
                .randomnessExhausted, "random source",
                "it gives too few bytes; nothing is signed with its numbers")
        }
        var all = [ClientLaunch.Parameter("mch_id", merchantID.text)] + parameters
        all.append(.init("timestamp", String(now.milliseconds / 1000)))
        // Thirty-two digits and letters, the most that WeChat takes.
        all.append(.init("nonce_str", Hex.text(bytes).uppercased()))
        all.append(.init("sign_type", Self.method))
        let signature = key.signature(of: all.map { ($0.name, $0.value) })
        return all + [.init("sign", signature)]
    }
}
