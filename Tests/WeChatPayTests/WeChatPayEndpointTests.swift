import Testing

@testable import WeChatPay

/// The origins to which requests may go.
struct WeChatPayEndpointTests {
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
}
