import Foundation
import OrderLifecycle
import WeChatPay

/// What the imitation wrote for its merchant, and the adapter's settings made of it.
struct MerchantFile {
    private let content: Content
    private let directory: URL

    init(_ file: URL) throws {
        content = try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
        directory = file.deletingLastPathComponent()
    }

    /// The file of the key that the merchant signs with.
    var privateKeyPath: String { path(content.merchant.private_key_file) }

    func settings() throws -> WeChatPaySettings {
        let merchant = try WeChatPayMerchant(
            merchantID: MerchantID(content.merchant.mchid),
            appID: AppID(content.merchant.appid),
            serviceID: ServiceID(content.merchant.service_id),
            certificateSerial: content.merchant.certificate_serial,
            privateKey: MerchantPrivateKey(pemFile: privateKeyPath),
            apiV3Key: APIv3Key(file: path(content.merchant.api_v3_key_file)))
        let key = try WeChatPayKey.publicKey(
            id: content.wechat.public_key_id, pemFile: path(content.wechat.public_key_file))
        return try WeChatPaySettings(
            merchant: merchant, trustedKeys: [key],
            endpoint: WeChatPayEndpoint(
                baseURL: content.wechat.base_url, allowsLoopbackHTTP: true))
    }

    private func path(_ name: String) -> String { directory.appending(path: name).path }

    private struct Content: Decodable {
        struct Merchant: Decodable {
            let mchid, appid, service_id, certificate_serial: String
            let private_key_file, api_v3_key_file: String
        }
        struct WeChat: Decodable {
            let base_url, public_key_id, public_key_file: String
        }
        let merchant: Merchant
        let wechat: WeChat
    }
}
