import OrderLifecycle
import WeChatPay

extension PayscoreConfiguration {
    /// Who signs what the merchant's app hands to WeChat, if an API v2 key is configured.
    ///
    /// - Throws: ``Failure`` if the key cannot be read, or the `mchid` is missing.
    func launchSigner() throws(Failure) -> LaunchSigner? {
        guard let path = text(.apiV2KeyFile) else { return nil }
        let key: APIv2Key
        do throws(WeChatPayError) { key = try APIv2Key(file: path) } catch { throw Failure(error) }
        guard let merchantID = try merchantID() else { throw incomplete([.merchantID]) }
        return LaunchSigner(merchantID: merchantID, key: key)
    }

    /// Who signs what the merchant's app hands to WeChat.
    ///
    /// - Throws: ``Failure`` if no API v2 key is configured, or as ``launchSigner()`` does.
    func requiredLaunchSigner() throws(Failure) -> LaunchSigner {
        guard let signer = try launchSigner() else { throw incomplete([.apiV2KeyFile]) }
        return signer
    }

    /// That keys are missing.
    func incomplete(_ keys: [ConfigurationKey]) -> Failure {
        incomplete(keys.map(\.rawValue))
    }

    /// That something is missing.
    func incomplete(_ missing: [String]) -> Failure {
        let place = file ?? "no \(Self.standardFile) was found and the environment is silent"
        return Failure(
            .configuration, "configuration_incomplete",
            "\(place): missing \(missing.joined(separator: ", ")); "
                + "`payscore sandbox` writes a complete example")
    }
}
