import Foundation
import OrderService
import WeChatPay

extension PayscoreConfiguration {
    /// Where the webhook's messages go, and the secret that signs them; `nil` without a webhook.
    ///
    /// - Throws: ``Failure`` if it is configured in part, or the file holds no secret.
    func webhook() throws(Failure) -> (address: WitnessAddress, secret: WebhookSecret)? {
        guard let values = try together([.webhookURL, .webhookSecretFile]) else { return nil }
        guard let address = WitnessAddress(values[0]) else {
            throw Failure(
                .configuration, "configuration_value_invalid",
                "\(ConfigurationKey.webhookURL.rawValue) must be \(WitnessAddress.rule)")
        }
        let text = String(decoding: try read(values[1], as: .secret), as: UTF8.self)
        guard
            let secret = WebhookSecret(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else {
            throw Failure(
                .configuration, "webhook_secret_invalid",
                "\(values[1]): whsec_ and 24 to 64 random bytes in base64 are needed: "
                    + "echo whsec_$(openssl rand -base64 32)",
                zh: "\(values[1])：须为 whsec_ 加上 base64 编码的 24 到 64 个随机字节："
                    + "echo whsec_$(openssl rand -base64 32)。")
        }
        return (address, secret)
    }
}
