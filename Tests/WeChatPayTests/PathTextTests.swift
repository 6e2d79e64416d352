import Foundation
import Testing

@testable import WeChatPay

/// A key that was pasted where the path of its file belongs.
struct PathTextTests {
    private static let seed = Data(repeating: 0xB7, count: 32).base64EncodedString()
    private static let pem =
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----"

    @Test(arguments: [
        pem, "box/" + pem, "-----BEGIN PRIVATE KEY----- MIIEvQIBADANBg", seed, "box/" + seed,
        "0123456789abcdefABCDEF0123456789", "box/0123456789abcdefABCDEF0123456789",
        String(repeating: "MIIEvQ", count: 50), String(repeating: "secret/", count: 600),
        "two\nlines",
    ])
    func `what may be a key is not repeated, and the error says what is needed`(text: String) {
        for secrecy in [KeyFile.Secrecy.secret, .trusted] {
            do throws(WeChatPayError) {
                _ = try KeyFile.read(text, as: secrecy)
                Issue.record("there is no such file")
            } catch {
                #expect(!error.description.contains(text.suffix(12)))
                #expect(!error.description.contains("MII"))
                #expect(error.description.contains("the path of a file"))
            }
        }
    }

    @Test(arguments: [
        "keys/merchant.pem", "keys/api_v3_key", "../sandbox/merchant_private_key.pem",
        "/etc/payscore/production/wechatpay/merchantkey", "/run/secrets/payscore-merchant-key-2026",
        "密钥/商户.pem",
    ])
    func `a path is named in the error`(path: String) {
        #expect(PathText.shown(path) == path)
        #expect(!PathText.isNoPath(path))
    }
}
