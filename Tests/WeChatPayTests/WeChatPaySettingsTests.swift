import Testing

@testable import WeChatPay

/// What the provider is told besides its endpoint, merchant and limits.
struct WeChatPaySettingsTests {
    @Test(arguments: ["a\r\nX: y", "", "é", String(repeating: "x", count: 129)])
    func `a user agent that would break the header is refused`(text: String) {
        #expect {
            try WeChatPaySettings(
                merchant: TestKeys.merchantSettings(), trustedKeys: [TestKeys.trustedKey()],
                userAgent: text)
        } throws: { error in
            (error as? WeChatPayError)?.code == .settingInvalid
        }
    }

    @Test(arguments: [0, 2])
    func `trusted keys are needed, each once`(count: Int) throws {
        let keys = Array(repeating: try TestKeys.trustedKey(), count: count)
        #expect(throws: WeChatPayError.self) {
            try WeChatPaySettings(merchant: TestKeys.merchantSettings(), trustedKeys: keys)
        }
    }
}
