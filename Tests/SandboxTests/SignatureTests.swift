import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import Testing
import X509

@testable import Sandbox

@Suite("API v3's signatures") struct SignatureTests {
    @Test func `an answer is signed with the WeChat Pay public key that the merchant holds`()
        async throws
    {
        try await Scene.run { scene in
            let answer = try await scene.merchant.create("A1")
            #expect(answer.status == 200)
            #expect(answer.isSigned(by: scene.merchant.publicKey))
            #expect(answer.header("Wechatpay-Serial") == scene.merchant.publicKeyID)
            #expect(answer.header("Wechatpay-Signature-Type") == "WECHATPAY2-SHA256-RSA2048")
            #expect(
                answer.header("Wechatpay-Timestamp")
                    == String(Int(scene.clock.now.timeIntervalSince1970)))
            #expect(answer.header("Request-ID")?.isEmpty == false)
            #expect(answer.header("Content-Type")?.hasPrefix("application/json") == true)
        }
    }

    @Test func `the platform certificate is decryptable and verifies what names its serial`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let list = try await merchant.send("GET", "/v3/certificates")
            #expect(list.isSigned(by: merchant.publicKey))
            let entry = try #require((list.json["data"] as? [[String: Any]])?.first)
            let serial = try #require(entry["serial_no"] as? String)
            #expect(serial.count == 40)
            let sealed = try #require(entry["encrypt_certificate"] as? [String: String])
            #expect(sealed["algorithm"] == "AEAD_AES_256_GCM")
            #expect(sealed["associated_data"] == "certificate")
            let pem = try merchant.opened(sealed)
            let certificate = try Certificate(pemEncoded: pem)
            #expect(certificate.publicKey.isValidSignature(certificate.signature, for: certificate))
            #expect(spelled(certificate.serialNumber) == serial)
            let key = try #require(_RSA.Signing.PublicKey(certificate.publicKey))
            let answer = try await merchant.send(
                "GET", "/v3/certificates", headers: ["Wechatpay-Serial": serial])
            #expect(answer.header("Wechatpay-Serial") == serial)
            #expect(answer.isSigned(by: key))
            #expect(!answer.isSigned(by: merchant.publicKey))
        }
    }

    @Test func `encryption agrees with the published vector`() throws {
        let sealed = try SealedText(
            "message", key: "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb", nonce: "uluk4a9R25RW",
            associatedData: "associatedData")
        #expect(sealed.ciphertext == "ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=")
    }

    @Test func `the five items of Authorization may stand in any order`() async throws {
        try await Scene.run { scene in
            let header = scene.merchant.authorization(
                "GET", "/v3/certificates",
                order: ["timestamp", "signature", "serial_no", "mchid", "nonce_str"])
            let answer = try await scene.merchant.send(
                "GET", "/v3/certificates", headers: ["Authorization": header])
            #expect(answer.status == 200)
        }
    }

    @Test func `a clock that is off by 300 seconds passes, one by 301 does not`() async throws {
        try await Scene.run { scene in
            let now = Int(scene.clock.now.timeIntervalSince1970)
            for (offset, status) in [(-301, 401), (-300, 200), (300, 200), (301, 401)] {
                let header = scene.merchant.authorization(
                    "GET", "/v3/certificates", timestamp: String(now + offset))
                let answer = try await scene.merchant.send(
                    "GET", "/v3/certificates", headers: ["Authorization": header])
                #expect(answer.status == status, "offset \(offset)")
                if status == 401 { #expect(answer.text.contains("不得超过5分钟")) }
            }
        }
    }

    @Test func `a wrong Authorization is refused with an unsigned SIGN_ERROR`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let target = "/v3/certificates"
            let now = Int(scene.clock.now.timeIntervalSince1970)
            let good = merchant.authorization("GET", target)
            let wrong = [
                "", "Bearer x", "WECHATPAY2-SHA256-RSA2048", good.replacing("RSA2048", with: "RSA"),
                good + ",mchid=\"1\"", good + ",", good.replacing("\"", with: ""),
                merchant.authorization(
                    "GET", target, order: ["mchid", "nonce_str", "signature", "timestamp"]),
                merchant.authorization("GET", target, mchid: "1900000001"),
                merchant.authorization("GET", target, serial: String(repeating: "A", count: 40)),
                merchant.authorization("GET", target, timestamp: "+\(now)"),
                merchant.authorization("GET", target, timestamp: "99999999999999999999"),
                merchant.authorization("GET", target, timestamp: "-9223372036854775808"),
                merchant.authorization("GET", target, timestamp: "１７８３"),
                merchant.authorization("POST", target),
                merchant.authorization("GET", target + "?"),
                merchant.authorization("GET", target, body: "{}"),
                merchant.authorization("GET", target, spoil: { _ in "" }),
                merchant.authorization("GET", target, spoil: { $0 + "=" }),
                merchant.authorization("GET", target, spoil: nonCanonical),
                merchant.authorization("GET", target, spoil: { String($0.dropLast(8)) }),
                merchant.authorization(
                    "GET", target, spoil: { $0.replacing("/", with: "_") + "_" }),
            ]
            for header in wrong {
                let answer = try await merchant.send(
                    "GET", target, headers: ["Authorization": header])
                #expect(answer.status == 401, "\(header)")
                #expect(answer.code == "SIGN_ERROR")
                #expect(answer.header("Wechatpay-Signature") == nil)
            }
        }
    }

    @Test func `what is signed is the target as it was sent, percent-encoding and all`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A|1")
            let target = "\(TestMerchant.orders)/A%7C1/cancel"
            let body =
                "{\"appid\":\"\(merchant.appID)\",\"service_id\":\"\(merchant.serviceID)\","
                + "\"reason\":\"用户投诉\"}"
            let decoded = merchant.authorization(
                "POST", target.replacing("%7C", with: "|"), body: body)
            let refused = try await merchant.send(
                "POST", target, body: body, headers: ["Authorization": decoded])
            #expect(refused.code == "SIGN_ERROR")
            let answer = try await merchant.send("POST", target, body: body)
            #expect(answer.status == 200)
            #expect(answer.json["out_order_no"] as? String == "A|1")
        }
    }

    @Test(arguments: ["Accept", "User-Agent"])
    func `a request needs this header`(name: String) async throws {
        try await Scene.run { scene in
            let answer = try await scene.merchant.send(
                "GET", "/v3/certificates", headers: [name: ""])
            #expect(answer.status == 400)
            #expect(answer.code == "INVALID_REQUEST")
            #expect(answer.text.contains("Http头缺少Accept或User-Agent"))
        }
    }

    @Test(arguments: ["", "text/plain", "application/json; charset=utf-16"])
    func `a body needs a JSON content type`(type: String) async throws {
        try await Scene.run { scene in
            let answer = try await scene.merchant.send(
                "POST", TestMerchant.orders, body: scene.merchant.createBody("A1"),
                headers: ["Content-Type": type])
            #expect(answer.status == 400)
            #expect(answer.code == "INVALID_REQUEST")
        }
    }

    @Test func `unknown paths and methods are refused by a signed answer`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let requests = [
                ("GET", "/v3/unknown", 404), ("POST", "/v3/payscore/serviceorder/A/B/cancel", 404),
                ("POST", "/v3/payscore/serviceorder/A1/refund", 404), ("GET", "/", 404),
                ("PUT", "/v3/payscore/serviceorder", 405),
                ("GET", "/v3/payscore/serviceorder/A1/cancel", 405),
                ("POST", "/v3/certificates", 405),
            ]
            for (method, target, status) in requests {
                let answer = try await merchant.send(method, target)
                #expect(answer.status == status, "\(method) \(target)")
                #expect(answer.isSigned(by: merchant.publicKey))
            }
        }
    }

    /// Spells the same 256 bytes with the bits set that base64 leaves unused.
    private func nonCanonical(_ signature: String) -> String {
        let next: [Character: Character] = ["A": "B", "Q": "R", "g": "h", "w": "x"]
        let last = signature.dropLast(2).last.flatMap { next[$0] }
        return signature.dropLast(3) + String(last ?? "!") + "=="
    }

    private func spelled(_ serial: Certificate.SerialNumber) -> String {
        serial.bytes.map { String(format: "%02X", $0) }.joined()
    }
}
