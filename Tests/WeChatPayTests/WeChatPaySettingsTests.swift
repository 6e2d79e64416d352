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

    @Test func `trusted keys are needed, each once`() throws {
        let key = try TestKeys.trustedKey()
        for keys in [[], [key, key]] {
            #expect(throws: WeChatPayError.self) {
                try WeChatPaySettings(merchant: TestKeys.merchantSettings(), trustedKeys: keys)
            }
        }
    }
}
