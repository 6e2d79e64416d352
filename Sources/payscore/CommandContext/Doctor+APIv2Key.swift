import WeChatPay

extension Doctor {
    /// Reads the API v2 key, if one is configured: no call to WeChat shows whether it is the right
    /// one.
    func checkAPIv2Key(_ configuration: PayscoreConfiguration, _ list: inout CheckList) {
        guard configuration.text(.apiV2KeyFile) != nil else { return }
        let name = told("api v2 key", zh: "API v2 密钥")
        do throws(Failure) {
            _ = try configuration.launchSigner()
            list.ok(
                name,
                told(
                    "readable; whether it is the one on the merchant platform shows only when a "
                        + "customer opens a page",
                    zh: "可以读取；是否与商户平台上的一致，要到用户打开页面时才知道"))
        } catch {
            list.fail(
                name, error,
                told(
                    "correct merchant.api_v2_key_file, or leave it out: only pages in WeChat are "
                        + "signed with it",
                    zh: "请改正 merchant.api_v2_key_file，或删去这一项：只有调起微信页面时才用它签名"))
        }
    }
}
