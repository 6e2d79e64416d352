import Foundation
import StrictJSON

extension SandboxDirectory {
    /// Writes `payscore.json`, with which the merchant's side finds this sandbox.
    ///
    /// On a later start only the address is brought up to date; whatever else was written into the
    /// file stays.
    func writeConfiguration(baseURL: URL) throws(SandboxError) {
        try writeConfiguration { $0["base_url"] = baseURL.absoluteString }
    }

    /// Hands a new WeChat Pay public key to the merchant's side, as its administrator would who has
    /// downloaded it.
    func writePublicKey(_ pair: PublicKeyPair) throws(SandboxError) {
        try DurableFile.replace(
            root.appendingPathComponent(Self.publicKeyFile), with: Array(pair.publicKey.utf8),
            mode: 0o644)
        try writeConfiguration { $0["public_key_id"] = pair.id }
    }

    /// Writes the file with the members of `wechat` as they are after a change.
    private func writeConfiguration(
        _ change: (_ weChat: inout [String: Any]) -> Void
    ) throws(SandboxError) {
        let stored = try storedConfiguration()
        var content = stored ?? newConfiguration
        var weChat = content["wechat"] as? [String: Any] ?? [:]
        change(&weChat)
        content["wechat"] = weChat
        let text: Data
        do {
            text = try JSONSerialization.data(
                withJSONObject: content,
                options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        } catch {
            throw .fileUnusable(path: configuration.path, cause: "it cannot be written as JSON")
        }
        try DurableFile.replace(configuration, with: Array(text) + [0x0A], mode: 0o644)
    }

    private func storedConfiguration() throws(SandboxError) -> [String: Any]? {
        guard let content = try DurableFile.content(of: configuration) else { return nil }
        guard (try? JSONValue.read(content)) != nil,
            let value = try? JSONSerialization.jsonObject(with: Data(content)) as? [String: Any]
        else { throw .fileDamaged(path: configuration.path, line: nil) }
        return value
    }

    private var newConfiguration: [String: Any] {
        [
            "merchant": [
                "mchid": identity.merchant.merchantID,
                "appid": identity.merchant.appID,
                "service_id": identity.merchant.serviceID,
                "certificate_serial": identity.merchantCertificateSerial,
                "private_key_file": Self.merchantKeyFile,
                "api_v3_key_file": Self.apiV3KeyFile,
                "api_v2_key_file": Self.apiV2KeyFile,
            ],
            "wechat": [
                "public_key_id": identity.publicKey.id,
                "public_key_file": Self.publicKeyFile,
            ],
            "customer_key_file": Self.customerKeyFile,
            "database": "payscore.sqlite",
        ]
    }
}
