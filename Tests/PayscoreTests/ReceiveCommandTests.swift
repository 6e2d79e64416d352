import Foundation
import Testing

@testable import payscore

/// `receive`: a notification that another program's HTTP server took.
struct ReceiveCommandTests {
    /// A shop whose customer has confirmed an order, with the request that told so in two files.
    private static func shop() async throws -> Shop {
        let catcher = try NotificationCatcher()
        let shop = try await Shop(["--notify-at", catcher.url])
        _ = try await shop.create("A-1", isConfirmed: false)
        async let caught = catcher.next()
        try await shop.control("orders/A-1/confirm")
        let request = try await caught
        try shop.directory.write(request.head, to: "headers")
        try shop.directory.write(String(decoding: request.body, as: UTF8.self), to: "body")
        return shop
    }

    private static func phase(_ shop: Shop) async throws -> String? {
        try await shop.payscore("orders", "--output", "json").lines.first?["phase"] as? String
    }

    private static let words = ["receive", "--headers", "headers", "--output", "json"]

    @Test func `a notification moves its order, once`() async throws {
        let shop = try await Self.shop()
        #expect(try await Self.phase(shop) == "created")
        let first = try await shop.payscore(Self.words + ["body"], actor: "notify")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try first.json["status"] as? Int == 204)
        #expect(try first.json["code"] as? String == "recorded")
        #expect(try first.json["body"] is NSNull)
        #expect(try await Self.phase(shop) == "in_service")
        let body = try String(
            contentsOf: shop.directory.url.appendingPathComponent("body"), encoding: .utf8)
        let again = try await shop.payscore(Self.words + ["-"], input: body)
        #expect(again.status == 0)
        #expect(try again.json["code"] as? String == "duplicate")
        let text = try await shop.payscore("receive", "--headers", "headers", "body")
        #expect(text.output == "TAKEN  duplicate: answer 204, without a body\n")
        let history = try await shop.payscore("history", "A-1", "--output", "json").lines
        #expect(history.last?["actor"] as? String == "notify")
        #expect(history.filter { $0["event"] as? String == "notified" }.count == 1)
        #expect(!history.contains { $0["event"] as? String == "contradiction" })
    }

    @Test func `what is not WeChat's is refused with the body to answer, and leaves no record`()
        async throws
    {
        let shop = try await Self.shop()
        let before = try await shop.payscore("history", "A-1").output
        let body = try String(
            contentsOf: shop.directory.url.appendingPathComponent("body"), encoding: .utf8)
        let forged = try await shop.payscore(Self.words + ["-"], input: body + " ")
        #expect(forged.status == 65)
        #expect(try forged.json["status"] as? Int == 401)
        #expect(try forged.json["code"] as? String == "signature_wrong")
        #expect(
            try forged.json["body"] as? String
                == #"{"code":"FAIL","message":"signature_wrong"}"#)
        let chinese = try await shop.payscore(
            "receive", "--headers", "headers", "-", "--lang", "zh", input: body + " ")
        #expect(chinese.output.contains("请应答 401"))
        let large = try await shop.payscore(
            Self.words + ["-"], input: String(repeating: " ", count: 65_537))
        #expect(try large.json["status"] as? Int == 413)
        let unsigned = try await shop.payscore("receive", "--headers", "-", "body", input: "A: b")
        #expect(unsigned.status == 65 && unsigned.output.contains("unsigned"))
        #expect(try await shop.payscore("history", "A-1").output == before)
    }

    @Test func `a key that is not held is for later, as is a journal that is missing`()
        async throws
    {
        let shop = try await Self.shop()
        let head = try String(
            contentsOf: shop.directory.url.appendingPathComponent("headers"), encoding: .utf8)
        let serial = head.replacing(/PUB_KEY_ID_[0-9]+/, with: "PUB_KEY_ID_1")
        try shop.directory.write(serial, to: "headers")
        let unknown = try await shop.payscore(Self.words + ["body"])
        #expect(unknown.status == 69)
        #expect(try unknown.json["status"] as? Int == 503)
        let missing = try await shop.payscore(Self.words + ["body", "--database", "none.sqlite"])
        #expect(missing.status == 66 && missing.errorCode == "journal_missing")
    }

    @Test func `headers are lines of a name and a value`() throws {
        let text = "POST /notify HTTP/1.1\r\nHost: a:1\r\nWechatpay-Serial:\t S \r\n\r\n"
        let headers = try ReceivedHeaders.parsed(Array(text.utf8), name: "x")
        #expect(headers.map(\.name) == ["Host", "Wechatpay-Serial"])
        #expect(headers.map(\.value) == ["a:1", "S"])
        for bad in ["no colon", ": x", "Host: a\nPOST / HTTP/1.1"] {
            let error = #expect(throws: Failure.self) {
                try ReceivedHeaders.parsed(Array(bad.utf8), name: "x")
            }
            #expect(error?.code == "headers_unreadable", "\(bad)")
        }
    }

    @Test func `standard input holds one of the two`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(["receive", "--headers", "-", "-"], in: directory.url)
        #expect(run.status == 64)
    }
}
