import OrderLifecycle
import Testing

@testable import WeChatPay

struct WeChatPaySettingsTests {
    private static func code(
        _ baseURL: String, backup: String? = nil, loopback: Bool = true
    ) -> WeChatPayErrorCode? {
        do throws(WeChatPayError) {
            _ = try WeChatPayEndpoint(
                baseURL: baseURL, backupBaseURL: backup, allowsLoopbackHTTP: loopback)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: [
        "http://api.mch.weixin.qq.com", "https://api.mch.weixin.qq.com@evil",
        "https://api.mch.weixin.qq.com@evil.example/", "https://user@api.mch.weixin.qq.com",
        "https://api.mch.weixin.qq.com:443", "https://api.mch.weixin.qq.com:8443",
        "https://api.mch.weixin.qq.com/", "https://api.mch.weixin.qq.com/v3",
        "https://api.mch.weixin.qq.com?x=1", "https://api.mch.weixin.qq.com#f",
        "https://api.mch.weixin.qq.com.", "https://API.mch.weixin.qq.com",
        "HTTPS://api.mch.weixin.qq.com", "https://api3.mch.weixin.qq.com",
        "https://api.mch.weixin.qq.com.evil.example", "https://evil.example",
        "https://аpi.mch.weixin.qq.com", "https://xn--pi-6kc.mch.weixin.qq.com",
        "https://api.mch.weixin.qq.com\u{200B}", " https://api.mch.weixin.qq.com",
        "https://[2001:db8::1]", "https://127.0.0.1", "https://localhost", "file:///etc/passwd",
        "ftp://127.0.0.1", "//api.mch.weixin.qq.com", "api.mch.weixin.qq.com", "",
        "http://evil.example", "http://127.0.0.1.evil.example", "http://localhost.evil.example",
        "http://localhost@evil.example", "http://user:pw@localhost", "http://localhost/",
        "http://localhost:8080/x", "http://localhost:", "http://localhost:0",
        "http://localhost:65536", "http://localhost:080", "http://localhost:8080:9",
        "http://localhost.", "http://LOCALHOST", "http://127.1", "http://127.0.0.256",
        "http://127.0.0.01", "http://0x7f.0.0.1", "http://2130706433", "http://128.0.0.1",
        "http://10.0.0.1", "http://0.0.0.0", "http://[::]", "http://[::ffff:127.0.0.1]",
        "http://::1",
        "http://[::1", "http://１２７.0.0.1", "http://127.0.0.1#", "http://127.0.0.1\\@evil",
        "http://127.0.0.1 ", "http://127.0.0.1\r\nHost: evil", "http+unix://x", "http://",
    ])
    func `any origin but WeChat's and loopback is refused`(text: String) {
        #expect(Self.code(text) == .baseURLRefused)
        #expect(Self.code("https://api.mch.weixin.qq.com", backup: text) == .baseURLRefused)
    }

    @Test(arguments: [
        "http://127.0.0.1", "http://127.0.0.1:8080", "http://127.255.0.9:1", "http://localhost",
        "http://localhost:65535", "http://[::1]", "http://[::1]:8080",
    ])
    func `loopback is accepted only where it is allowed`(text: String) throws {
        #expect(Self.code(text, loopback: true) == nil)
        #expect(Self.code(text, loopback: false) == .loopbackNotAllowed)
        let endpoint = try WeChatPayEndpoint(baseURL: text, allowsLoopbackHTTP: true)
        #expect(endpoint.origins == [text])
    }

    @Test func `WeChat's hosts stand in for each other`() throws {
        let first = "https://api.mch.weixin.qq.com"
        let second = "https://api2.mch.weixin.qq.com"
        #expect(WeChatPayEndpoint.official.origins == [first, second])
        #expect(try WeChatPayEndpoint(baseURL: first).origins == [first, second])
        #expect(try WeChatPayEndpoint(baseURL: second).origins == [second, first])
        #expect(
            try WeChatPayEndpoint(baseURL: first, backupBaseURL: first).origins == [first])
    }

    @Test(
        arguments: [
            (.zero, .seconds(30), 262_144, 30), (.milliseconds(9), .seconds(30), 262_144, 30),
            (.milliseconds(60_001), .seconds(30), 262_144, 30),
            (.seconds(Int64.max), .seconds(30), 262_144, 30),
            (.seconds(Int64.min), .seconds(30), 262_144, 30), (.seconds(5), .zero, 262_144, 30),
            (.seconds(5), .milliseconds(120_001), 262_144, 30),
            (.seconds(5), .seconds(Int64.max) * 10, 262_144, 30),
            (.seconds(5), .seconds(30), 0, 30), (.seconds(5), .seconds(30), Int.max, 30),
            (.seconds(5), .seconds(30), 262_144, 0), (.seconds(5), .seconds(30), 262_144, 31),
            (.seconds(5), .seconds(30), 262_144, 51),
        ] as [(Duration, Duration, Int, Int)])
    func `a limit outside its range is refused`(
        connect: Duration, request: Duration, answer: Int, reason: Int
    ) {
        #expect {
            try WeChatPayLimits(
                connectTimeout: connect, requestTimeout: request, answerBytes: answer,
                reasonLimit: reason)
        } throws: { error in
            (error as? WeChatPayError)?.code == .settingInvalid
        }
    }

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

    @Test(arguments: [
        ("1230000109\"", "wx1", "500001", "AB"), ("1", "wx&1", "500001", "AB"),
        ("1", "wx1", "5#1", "AB"), ("1", "wx1", "5", "XYZ"), ("1", "wx1", "5", ""),
        ("1", "wx1", "5", String(repeating: "A", count: 65)),
    ])
    func `an identifier that would need quoting is refused`(
        merchant: String, app: String, service: String, serial: String
    ) throws {
        let good = try TestKeys.merchantSettings()
        #expect {
            try WeChatPayMerchant(
                merchantID: MerchantID(merchant), appID: AppID(app), serviceID: ServiceID(service),
                certificateSerial: serial, privateKey: good.privateKey, apiV3Key: good.apiV3Key)
        } throws: { error in
            (error as? WeChatPayError)?.code == .settingInvalid
        }
    }
}
