import OrderEngine
import OrderLifecycle
import OrderService

extension Doctor {
    /// How long before its end a certificate is worth a word.
    private static let certificateWarning: Duration = .seconds(30 * 86_400)

    /// Reads what `serve` will need and is configured: certificates of its listeners, and the keys
    /// of the identity provider.
    func checkServing(_ configuration: PayscoreConfiguration, _ list: inout CheckList) async {
        for listener in OrderListener.allCases {
            check(listener, configuration, &list)
        }
        let name = told("identity provider", zh: "身份提供方")
        do throws(Failure) {
            guard try await configuration.identityProvider() != nil else { return }
            list.ok(name, told("its keys can be used", zh: "公钥集可用"))
        } catch {
            list.fail(
                name, error,
                told(
                    "download the provider's key set anew, and correct identity",
                    zh: "请重新下载身份提供方的公钥集，并改正 identity"))
        }
    }

    private func check(
        _ listener: OrderListener, _ configuration: PayscoreConfiguration, _ list: inout CheckList
    ) {
        let name = "tls (\(listener.rawValue))"
        do throws(Failure) {
            guard let certificate = try configuration.certificate(of: listener) else { return }
            let finding = told(
                "the certificate ends at \(certificate.endsAt.shown)",
                zh: "证书有效期到 \(certificate.endsAt.shown)")
            let now = SystemClock().now()
            if certificate.endsAt > now.advanced(by: Self.certificateWarning) {
                list.ok(name, finding)
            } else {
                list.warn(
                    name, finding,
                    told(
                        "put another in its place, and send SIGHUP to payscore serve",
                        zh: "请换上新证书，并向 payscore serve 发送 SIGHUP"))
            }
        } catch {
            list.fail(
                name, error,
                told(
                    "correct the files that the configuration names",
                    zh: "请改正配置所指的文件"))
        }
    }
}
