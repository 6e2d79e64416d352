import OrderJournal
import WeChatPay

extension Doctor {
    /// Has the API v3 key open what WeChat encrypted with it: its platform certificates.
    ///
    /// No other answer is encrypted. So the key of a merchant for whom WeChat lists no certificate,
    /// perhaps because the WeChat Pay public key is used, cannot be checked.
    func checkAPIv3Key(_ provider: WeChatPayProvider, _ list: inout CheckList) async {
        let name = told("api v3 key", zh: "API v3 密钥")
        do throws(WeChatPayError) {
            _ = try await provider.fetchCertificates()
            list.ok(
                name,
                told(
                    "opens the platform certificates that WeChat lists", zh: "能解开微信列出的平台证书"))
        } catch {
            switch error.code {
            case .decryptionFailed:
                list.fail(
                    name, Failure(error),
                    told(
                        "compare api_v3_key_file with the API v3 key that was set on the merchant "
                            + "platform", zh: "请把 api_v3_key_file 与商户平台上设置的 API v3 密钥核对"))
            case .certificatesUnavailable:
                list.warn(
                    name,
                    told(
                        "not checked, for want of a certificate to open: \(error.explanation)",
                        zh: "未检查：没有可供解密的证书（详情：\(error.explanation)）"),
                    told(
                        "compare api_v3_key_file with the merchant platform; no call of an order "
                            + "needs the key, only platform certificates do",
                        zh: "请把 api_v3_key_file 与商户平台核对；订单的调用都用不到它，只有平台证书用到"))
            default:
                list.warn(
                    name, told("not checked: \(error)", zh: "未检查（详情：\(error)）"),
                    AnswerClaim.shownKeyAdvice)
            }
        }
    }
}
