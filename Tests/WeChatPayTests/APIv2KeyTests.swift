import Foundation
import Testing

@testable import WeChatPay

struct APIv2KeyTests {
    private static func key(_ text: String) throws -> APIv2Key {
        try APIv2Key(bytes: Array(text.utf8))
    }

    /// The example of WeChat's page on API v2 signatures, for `HMAC-SHA256`.
    @Test func `the key signs the published vector`() throws {
        let signature = try Self.key("192006250b4c09247ec02edce69f6a2d").signature(of: [
            ("appid", "wxd930ea5d5a258f4f"), ("mch_id", "10000100"), ("device_info", "1000"),
            ("body", "test"), ("nonce_str", "ibuaiVcKdpRxkhJA"),
        ])
        #expect(signature == "6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6")
    }

    @Test func `neither an empty value nor a signature is signed, nor does the order matter`()
        throws
    {
        let key = try Self.key("exposed_your_key_here_have_risks")
        let plain = key.signature(of: [("a", "1"), ("b", "2")])
        #expect(
            key.signature(of: [("b", "2"), ("c", ""), ("sign", plain), ("a", "1")]) == plain)
        // Capitals come before small letters, as their bytes do.
        #expect(
            key.signature(of: [("Z", "1"), ("a", "2")])
                == "EBAA9D97DFE8D84ECEC803B98E501C69EAA06E2C2A0472805938794467D95779")
    }

    @Test(arguments: [0, 16, 31, 33, 64])
    func `the key is exactly 32 bytes`(length: Int) {
        #expect(throws: WeChatPayError.self) {
            _ = try APIv2Key(bytes: [UInt8](repeating: 65, count: length))
        }
    }

    @Test func `the key is read from a file of one's own, and its newline is none of it`() throws {
        let path = NSTemporaryDirectory() + "api-v2-key-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = "192006250b4c09247ec02edce69f6a2d"
        try Data("\(text)\r\n".utf8).write(to: URL(fileURLWithPath: path))
        func code(mode: Int) throws -> WeChatPayErrorCode? {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            do throws(WeChatPayError) {
                let parameters = [(name: "a", value: "1")]
                let read = try APIv2Key(file: path).signature(of: parameters)
                #expect(read == (try? Self.key(text))?.signature(of: parameters))
                return nil
            } catch { return error.code }
        }
        #expect(try code(mode: 0o600) == nil)
        #expect(try code(mode: 0o644) == .keyFilePermissions)
    }

    @Test func `no description shows the key`() throws {
        let text = "192006250b4c09247ec02edce69f6a2d"
        let key = try Self.key(text)
        var dumped = ""
        dump(key, to: &dumped)
        let all = "\(key) \(String(reflecting: key)) \(dumped)"
        #expect(all.contains("‹API v2 key›"))
        #expect(!all.contains(text) && !all.contains("\(Array(text.utf8).first ?? 0)"))
    }
}
