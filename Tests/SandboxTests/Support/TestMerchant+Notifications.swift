import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import Testing
import X509

/// What a merchant does with what WeChat encrypts, and with the notifications in the list.
extension TestMerchant {
    /// Decrypts with the API v3 key.
    func opened(_ sealed: [String: String]) throws -> String {
        let nonce = try #require(sealed["nonce"])
        let bytes = try #require(Data(base64Encoded: sealed["ciphertext"] ?? ""))
        #expect(nonce.utf8.count == 12 && apiV3Key.utf8.count == 32)
        let box = try AES.GCM.SealedBox(
            nonce: AES.GCM.Nonce(data: Data(nonce.utf8)), ciphertext: bytes.dropLast(16),
            tag: bytes.suffix(16))
        let plain = try AES.GCM.open(
            box, using: SymmetricKey(data: Data(apiV3Key.utf8)),
            authenticating: Data((sealed["associated_data"] ?? "").utf8))
        return String(decoding: plain, as: UTF8.self)
    }

    /// Decrypts what a notification tells.
    func told(by notification: TestAnswer) throws -> [String: Any] {
        let resource = try #require(notification.json["resource"] as? [String: String])
        let text = try opened(resource)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Fetches the platform certificates' keys by their serials, and the serials in order.
    func platformKeys() async throws -> (
        keys: [String: _RSA.Signing.PublicKey], serials: [String]
    ) {
        let list = try await send("GET", "/v3/certificates").json["data"] as? [[String: Any]]
        var keys: [String: _RSA.Signing.PublicKey] = [:]
        var serials: [String] = []
        for entry in list ?? [] {
            let serial = try #require(entry["serial_no"] as? String)
            let sealed = try #require(entry["encrypt_certificate"] as? [String: String])
            let certificate = try Certificate(pemEncoded: try opened(sealed))
            let key = try #require(_RSA.Signing.PublicKey(certificate.publicKey))
            keys[serial] = key
            serials.append(serial)
        }
        return (keys, serials)
    }

    /// Creates an order whose notifications go to a receiver, and has the customer confirm it.
    func confirmedOrder(_ number: String, telling url: String) async throws {
        #expect(try await create(number, ["notify_url": url]).status == 200)
        #expect(try await control("POST", "orders/\(number)/confirm").status == 200)
    }

    /// Has the customer pay for an order that was confirmed.
    func payOrder(_ number: String) async throws {
        #expect(try await complete(number).status == 200)
        #expect(try await control("POST", "orders/\(number)/pay").status == 200)
    }

    /// The list of notifications.
    func notifications() async throws -> [[String: Any]] {
        let list = try await control("GET", "notifications").json["notifications"]
        return list as? [[String: Any]] ?? []
    }

    /// The list of notifications, once each has come to one of these ends.
    func notifications(
        all ends: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [[String: Any]] {
        for _ in 0..<5000 {
            let list = try await notifications()
            let isThere = list.allSatisfy { ends.contains($0["delivery"] as? String ?? "") }
            if !list.isEmpty, isThere { return list }
        }
        Issue.record("the notifications did not end", sourceLocation: sourceLocation)
        return []
    }

    /// The tries of a notification in the list.
    static func tries(_ notification: [String: Any]?) -> [[String: Any]] {
        notification?["tries"] as? [[String: Any]] ?? []
    }

    /// Plays a fault on notifications.
    func spoil(_ notification: String, _ kind: String, _ more: String = "") async throws {
        let answer = try await control(
            "POST", "faults", "{\"notification\":\"\(notification)\",\"kind\":\"\(kind)\"\(more)}")
        #expect(answer.status == 200, "\(answer.text)")
    }
}
