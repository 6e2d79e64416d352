import WeChatPay

extension Doctor {
    /// Has the API v3 key open what WeChat encrypted with it: its platform certificates.
    ///
    /// No other answer is encrypted. So the key of a merchant for whom WeChat lists no certificate,
    /// perhaps because the WeChat Pay public key is used, cannot be checked.
    func checkAPIv3Key(_ provider: WeChatPayProvider, _ list: inout CheckList) async {
        let name = "api v3 key"
        do throws(WeChatPayError) {
            _ = try await provider.fetchCertificates()
            list.ok(name, "opens the platform certificates that WeChat lists")
        } catch {
            switch error.code {
            case .decryptionFailed:
                list.fail(
                    name, Failure(error),
                    "compare api_v3_key_file with the API v3 key that was set on the merchant "
                        + "platform")
            case .certificatesUnavailable:
                list.warn(
                    name, "not checked, for want of a certificate to open: \(error.explanation)",
                    "compare api_v3_key_file with the merchant platform; no call of an order needs "
                        + "the key, only platform certificates do")
            default:
                list.warn(name, "not checked: \(error)", Self.keyAdvice)
            }
        }
    }
}
