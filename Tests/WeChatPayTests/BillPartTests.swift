import Crypto
import CryptoExtras
import Foundation
import OrderJournal
import Testing

@testable import WeChatPay

/// The parts of Pay Score's own bill: where they may come from, and what is taken of them.
struct BillPartTests {
    private static let secret = "0123456789abcdef0123456789abcdef"
    private static let nonce = "a8607ef79034"
    private static let text = "bill\n"
    /// `text`, packed by gzip(1).
    private static let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x4B, 0xCA, 0xCC, 0xC9, 0xE1,
        0x02, 0x00, 0x48, 0x94, 0xAE, 0x0B, 0x05, 0x00, 0x00, 0x00,
    ]
    private static let url = "https://api.mch.weixin.qq.com/v3/payscore/bill/downloadurl?token=x"

    private static func sealed(_ bytes: [UInt8] = packed, key: String = secret) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            bytes, using: SymmetricKey(data: Array(key.utf8)),
            nonce: AES.GCM.Nonce(data: Array(nonce.utf8)))
        return Array(box.ciphertext + box.tag)
    }

    private static func sealedKey(_ key: String = secret) throws -> String {
        let publicKey = try _RSA.Encryption.PublicKey(
            derRepresentation: TestKeys.merchant.publicKey.derRepresentation)
        return try publicKey.encrypt(Data(key.utf8), padding: .PKCS1_OAEP).base64EncodedString()
    }

    private static func entry(
        _ number: Int = 1, url: String = BillPartTests.url, key: String? = nil,
        type: String = "SHA1",
        hash: String? = nil, nonce: String = BillPartTests.nonce
    ) throws -> String {
        let sum = Hex.text(Array(Insecure.SHA1.hash(data: Array(text.utf8))))
        let sealed = try key ?? sealedKey()
        return """
            {"bill_sequence":\(number),"download_url":"\(url)","encrypt_key":"\(sealed)",\
            "hash_type":"\(type)","hash_value":"\(hash ?? sum)","nonce":"\(nonce)"}
            """
    }

    private static func list(
        _ entries: [String], count: Int? = nil, endpoint: WeChatPayEndpoint = .official
    ) throws -> [BillPart] {
        let body =
            "{\"download_bill_count\":\(count ?? entries.count),\"download_bill_list\":"
            + "[\(entries.joined(separator: ","))]}"
        return try BillPart.list(in: Array(body.utf8), limit: 65_536, from: endpoint)
    }

    private static func key() throws -> MerchantPrivateKey {
        try MerchantPrivateKey(pem: Array(TestKeys.merchant.pkcs8PEMRepresentation.utf8))
    }

    @Test func `parts are put in the order of their numbers, and opened`() throws {
        let parts = try Self.list([Self.entry(2), Self.entry(1, url: Self.url + "1")])
        #expect(parts.map(\.target.last) == ["1", "x"])
        #expect(parts[0].base == .official)
        for part in parts {
            let content = try part.content(
                of: Self.sealed(), openedWith: Self.key(), limit: Self.text.utf8.count)
            #expect(content == Array(Self.text.utf8))
        }
    }

    @Test(arguments: [
        "http://api.mch.weixin.qq.com/v3/x", "https://api.mch.weixin.qq.com.evil.example/v3/x",
        "https://api.mch.weixin.qq.com@evil.example/x", "https://evil.example/v3/x", "/v3/x",
        "https://api.mch.weixin.qq.com", "https://api.mch.weixin.qq.com:8443/v3/x",
        "https://api.mch.weixin.qq.com/v3 x", "https://api.mch.weixin.qq.com/v3#x",
        "HTTPS://API.MCH.WEIXIN.QQ.COM/v3/x", "http://127.0.0.1:8080/v3/x", "",
        "https://api.mch.weixin.qq.com/" + String(repeating: "x", count: 2048),
    ])
    func `nothing is downloaded from elsewhere`(url: String) throws {
        let error = try #require(throws: WeChatPayError.self) {
            try Self.list([Self.entry(url: url)])
        }
        #expect(error.code == .billUnavailable)
    }

    @Test func `WeChat's other host is taken, and the base URL that is configured`() throws {
        let backup = "https://api2.mch.weixin.qq.com/v3/x"
        #expect(try Self.list([Self.entry(url: backup)]).first?.base == .officialBackup)
        let loopback = try WeChatPayEndpoint(
            baseURL: "http://127.0.0.1:8080", allowsLoopbackHTTP: true)
        let parts = try Self.list(
            [Self.entry(url: "http://127.0.0.1:8080/v3/x")], endpoint: loopback)
        #expect(parts.first?.target == "/v3/x")
        #expect(throws: WeChatPayError.self) { try Self.list([Self.entry()], endpoint: loopback) }
    }

    @Test func `a list that is not as WeChat documents it is refused`() throws {
        let good = try Self.entry()
        let lists: [() throws -> [BillPart]] = [
            { try Self.list([]) }, { try Self.list([good], count: 2) },
            { try Self.list([good, good]) }, { try Self.list([Self.entry(2)]) },
            { try Self.list([Self.entry(0)]) },
            { try Self.list((1...65).map { try Self.entry($0, key: "QUJD") }) },
            { try Self.list([Self.entry(type: "MD5")]) },
            { try Self.list([Self.entry(hash: "abc")]) },
            { try Self.list([Self.entry(hash: String(repeating: "g", count: 40))]) },
            { try Self.list([Self.entry(nonce: "short")]) },
            { try Self.list([Self.entry(key: "no base64")]) },
            { try BillPart.list(in: Array("{}".utf8), limit: 99, from: .official) },
        ]
        for list in lists {
            let error = try #require(throws: WeChatPayError.self) { try list() }
            #expect(error.code == .billUnavailable)
        }
    }

    @Test func `what is not what WeChat signed is refused`() throws {
        let whole = try Self.sealed()
        func refused(
            _ sealed: [UInt8], hash: String? = nil, key: String? = nil, limit: Int = 1000
        ) throws -> String {
            let part = try #require(try Self.list([Self.entry(key: key, hash: hash)]).first)
            let error = try #require(throws: WeChatPayError.self) {
                try part.content(of: sealed, openedWith: Self.key(), limit: limit)
            }
            #expect(error.code == .billAltered)
            return error.explanation
        }
        var flipped = whole
        flipped[3] ^= 1
        for sealed in [flipped, Array(whole.dropLast()), [], Array(whole.prefix(15))] {
            #expect(try refused(sealed).contains("does not open it"))
        }
        #expect(
            try refused(whole, hash: String(repeating: "0", count: 40)).contains("another hash"))
        #expect(try refused(whole, limit: 4).contains("more than 4 bytes"))
        #expect(try refused(Self.sealed(Array(Self.text.utf8))).contains("no gzip file"))
        let foreign = try Self.sealedKey("too short")
        #expect(try refused(whole, key: foreign).contains("private key does not open"))
        #expect(try refused(whole, key: "QUJD").contains("private key does not open"))
    }
}
