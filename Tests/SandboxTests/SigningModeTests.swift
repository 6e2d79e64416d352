import Foundation
import Testing

@testable import Sandbox

@Suite("Which key signs") struct SigningModeTests {
    private static let target = "/v3/certificates"

    @Test(arguments: SigningMode.allCases)
    func `an answer is signed as the mode and the request's serial say`(
        mode: SigningMode
    ) async throws {
        try await Scene.run {
            $0.signingMode = mode
        } _: { scene in
            let merchant = scene.merchant
            let (keys, serials) = try await merchant.platformKeys()
            let platform = try #require(serials.first)
            let expected: [(asked: String, signs: String)] =
                switch mode {
                case .publicKey:
                    [
                        ("", merchant.publicKeyID), (merchant.publicKeyID, merchant.publicKeyID),
                        (platform, platform), ("UNKNOWN", merchant.publicKeyID),
                    ]
                case .platformCertificate:
                    [("", platform), (merchant.publicKeyID, platform), (platform, platform)]
                case .either:
                    [
                        ("", platform), (merchant.publicKeyID, merchant.publicKeyID),
                        (platform, platform), ("UNKNOWN", platform),
                    ]
                }
            for (asked, signs) in expected {
                let answer = try await merchant.send(
                    "GET", Self.target, headers: ["Wechatpay-Serial": asked])
                #expect(answer.header("Wechatpay-Serial") == signs, "\(mode), asked \(asked)")
                #expect(answer.isSigned(by: keys[signs] ?? merchant.publicKey))
            }
        }
    }

    @Test(arguments: SigningMode.allCases)
    func `a notification is signed as the mode and the last request say`(
        mode: SigningMode
    ) async throws {
        try await Receiver.taking { receiver in
            try await Scene.run {
                $0.signingMode = mode
            } _: { scene in
                let merchant = scene.merchant
                let (keys, serials) = try await merchant.platformKeys()
                let platform = try #require(serials.first)
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                _ = try await merchant.notifications(all: "accepted")
                _ = try await merchant.create("A2", ["notify_url": receiver.url])
                _ = try await merchant.send(
                    "GET", Self.target, headers: ["Wechatpay-Serial": merchant.publicKeyID])
                try await merchant.control("POST", "orders/A2/confirm")
                _ = try await merchant.notifications(all: "accepted")
                let expected =
                    switch mode {
                    case .publicKey: [merchant.publicKeyID, merchant.publicKeyID]
                    case .platformCertificate: [platform, platform]
                    case .either: [platform, merchant.publicKeyID]
                    }
                #expect(receiver.taken.map { $0.header("Wechatpay-Serial") } == expected)
                for message in receiver.taken {
                    let serial = message.header("Wechatpay-Serial") ?? ""
                    #expect(message.isSigned(by: keys[serial] ?? merchant.publicKey))
                }
            }
        }
    }

    @Test func `a new platform certificate signs at once, and the old one is listed for a day`()
        async throws
    {
        try await Receiver.taking { receiver in
            try await Scene.run {
                $0.signingMode = .platformCertificate
            } _: { scene in
                let merchant = scene.merchant
                let old = try #require(try await merchant.platformKeys().serials.first)
                let rotated = try await merchant.control("POST", "keys/rotate")
                #expect(rotated.status == 200)
                let new = try #require(rotated.json["platform_serial"] as? String)
                #expect(new != old)
                #expect(rotated.json["public_key_id"] as? String == merchant.publicKeyID)
                let (keys, serials) = try await merchant.platformKeys()
                #expect(serials == [new, old])
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                _ = try await merchant.notifications(all: "accepted")
                let answer = try await merchant.send(
                    "GET", Self.target, headers: ["Wechatpay-Serial": old])
                for message in [answer, try #require(receiver.taken.first)] {
                    #expect(message.header("Wechatpay-Serial") == new)
                    #expect(message.isSigned(by: try #require(keys[new])))
                    #expect(!message.isSigned(by: try #require(keys[old])))
                }
                try await scene.restart { $0.signingMode = .platformCertificate }
                #expect(try await scene.merchant.platformKeys().serials == [new, old])
                scene.clock.advance(by: 24 * 3600 - 1)
                #expect(try await scene.merchant.platformKeys().serials == [new, old])
                scene.clock.advance(by: 1)
                #expect(try await scene.merchant.platformKeys().serials == [new])
            }
        }
    }

    @Test func `a new public key is put where the merchant's side reads it`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let rotated = try await merchant.control("POST", "keys/rotate", "{\"key\":\"both\"}")
            let id = try #require(rotated.json["public_key_id"] as? String)
            #expect(id != merchant.publicKeyID)
            let answer = try await merchant.create("A1")
            #expect(answer.header("Wechatpay-Serial") == id)
            #expect(!answer.isSigned(by: merchant.publicKey))
            let renewed = try TestMerchant(sandbox: scene.sandbox, clock: scene.clock)
            #expect(renewed.publicKeyID == id)
            #expect(answer.isSigned(by: renewed.publicKey))
            #expect(try await merchant.platformKeys().serials.count == 2)
            try await scene.restart()
            let later = try await scene.merchant.create("A1")
            #expect(later.header("Wechatpay-Serial") == id)
            #expect(later.isSigned(by: renewed.publicKey))
        }
    }

    @Test(arguments: ["[]", "{}", "{\"key\":\"x\"}", "{\"key\":\"both\",\"a\":1}", "nonsense"])
    func `a rotation that cannot be read changes nothing`(body: String) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let before = try await merchant.platformKeys().serials
            let answer = try await merchant.control("POST", "keys/rotate", body)
            #expect(answer.status == 400)
            #expect(try await merchant.platformKeys().serials == before)
            #expect(try await merchant.control("GET", "keys/rotate").status == 405)
        }
    }
}
