import OrderService
import WeChatPay

extension PayscoreConfiguration {
    /// The certificate by which a listener speaks TLS; `nil` if none is configured.
    ///
    /// - Throws: ``Failure`` if a file cannot be read, or holds no usable certificate or key.
    func certificate(of listener: OrderListener) throws(Failure) -> ListenerCertificate? {
        guard let pair = try certificateFiles(of: listener) else { return nil }
        do throws(ListenerCertificateError) {
            return try ListenerCertificate(chain: pair.chain, privateKey: pair.privateKey)
        } catch { throw Failure(error).prefixed(listener.certificateKey.rawValue) }
    }

    /// Reads the files of a listener's certificate again.
    func replace(_ certificate: ListenerCertificate, of listener: OrderListener) throws(Failure) {
        guard let pair = try certificateFiles(of: listener) else { return }
        do throws(ListenerCertificateError) {
            try certificate.replace(chain: pair.chain, privateKey: pair.privateKey)
        } catch { throw Failure(error).prefixed(listener.certificateKey.rawValue) }
    }

    /// The merchant's identity provider with the keys of its file; `nil` if none is configured.
    ///
    /// - Throws: ``Failure`` if it is configured in part, or its file holds no usable key set.
    func identityProvider() async throws(Failure) -> IdentityProvider? {
        let needed: [ConfigurationKey] = [
            .identityIssuer, .identityAudience, .identityKeySetFile,
        ]
        guard let values = try together(needed) else { return nil }
        var terms = IdentityProvider.Terms(issuer: values[0], audience: values[1])
        if let claim = text(.identityNameClaim) { terms.nameClaim = claim }
        if let claim = text(.identityRoleClaim) { terms.roleClaim = claim }
        if let prefix = text(.identityRolePrefix) { terms.rolePrefix = prefix }
        let bytes = try read(values[2], as: .trusted)
        do throws(IdentityProviderError) {
            return try await IdentityProvider(terms, keySet: bytes)
        } catch { throw Failure(error).prefixed(ConfigurationKey.identityKeySetFile.rawValue) }
    }

    private func certificateFiles(
        of listener: OrderListener
    ) throws(Failure) -> (chain: [UInt8], privateKey: [UInt8])? {
        let keys = [listener.certificateKey, listener.privateKeyKey]
        guard let paths = try together(keys) else { return nil }
        return (try read(paths[0], as: .trusted), try read(paths[1], as: .secret))
    }

    /// The texts of keys that are all set; `nil` if none is.
    func together(_ keys: [ConfigurationKey]) throws(Failure) -> [String]? {
        let values = keys.compactMap(text)
        guard !values.isEmpty else { return nil }
        guard values.count == keys.count else {
            let missing = keys.filter { text($0) == nil }.map(\.rawValue).joined(separator: ", ")
            throw Failure(
                .configuration, "configuration_incomplete",
                "\(missing): needed together with the other keys of the same object",
                zh: "缺少 \(missing)：须与同一对象的其他键一起设置。")
        }
        return values
    }

    func read(
        _ path: String, as secrecy: KeyFile.Secrecy
    ) throws(Failure) -> [UInt8] {
        do throws(WeChatPayError) { return try KeyFile.read(path, as: secrecy) } catch {
            throw Failure(error)
        }
    }
}

extension OrderListener {
    fileprivate var certificateKey: ConfigurationKey {
        switch self {
        case .api: .tlsCertificateFile
        case .notifications: .notificationsTLSCertificateFile
        }
    }

    fileprivate var privateKeyKey: ConfigurationKey {
        switch self {
        case .api: .tlsPrivateKeyFile
        case .notifications: .notificationsTLSPrivateKeyFile
        }
    }
}
