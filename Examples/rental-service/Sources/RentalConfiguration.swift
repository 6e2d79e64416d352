import OrderLifecycle
import WeChatPay

/// What the program is told through environment variables; secrets are files, never variables.
struct RentalConfiguration {
    /// Where the program's database lies.
    let database: String
    /// The port on loopback; 0 picks a free one.
    let port: Int
    private let environment: [String: String]

    /// Reads the variables that have a default.
    ///
    /// - Throws: ``ConfigurationError`` for a port that is none, or a value that is not UTF-8.
    init(environment: [String: String]) throws(ConfigurationError) {
        // Foundation repairs what is not UTF-8; another file would be opened than was named.
        for (name, value) in environment.sorted(by: { $0.key < $1.key })
        where ["PAYSCORE_", "RENTAL_"].contains(where: name.hasPrefix) {
            guard !value.contains("\u{FFFD}") else { throw .invalid(name, "valid UTF-8") }
        }
        self.environment = environment
        database = environment["RENTAL_DATABASE"] ?? "rental.sqlite"
        guard let port = UInt16(environment["RENTAL_PORT"] ?? "8081") else {
            throw .invalid("RENTAL_PORT", "a number from 0 to 65535")
        }
        self.port = Int(port)
    }

    /// Reads the keys, and trusts WeChat's public key.
    func wechat() throws -> WeChatPaySettings {
        let merchant = try WeChatPayMerchant(
            merchantID: MerchantID(value("PAYSCORE_MERCHANT_MCHID")),
            appID: AppID(value("PAYSCORE_MERCHANT_APPID")),
            serviceID: ServiceID(value("PAYSCORE_MERCHANT_SERVICE_ID")),
            certificateSerial: value("PAYSCORE_MERCHANT_CERTIFICATE_SERIAL"),
            privateKey: MerchantPrivateKey(pemFile: value("PAYSCORE_MERCHANT_PRIVATE_KEY_FILE")),
            apiV3Key: APIv3Key(file: value("PAYSCORE_MERCHANT_API_V3_KEY_FILE")))
        let key = try WeChatPayKey.publicKey(
            id: value("PAYSCORE_WECHAT_PUBLIC_KEY_ID"),
            pemFile: value("PAYSCORE_WECHAT_PUBLIC_KEY_FILE"))
        // Without the variable WeChat's own hosts are asked; the sandbox is plain HTTP on loopback.
        let endpoint = try environment["PAYSCORE_WECHAT_BASE_URL"].map {
            try WeChatPayEndpoint(baseURL: $0, allowsLoopbackHTTP: true)
        }
        return try WeChatPaySettings(
            merchant: merchant, trustedKeys: [key], endpoint: endpoint ?? .official)
    }

    private func value(_ name: String) throws(ConfigurationError) -> String {
        guard let value = environment[name], !value.isEmpty else { throw .missing(name) }
        return value
    }
}
