import Crypto
import Foundation
import Synchronization
import Testing

@testable import Sandbox

@Suite("Notifications") struct NotificationTests {
    @Test func `a confirmation is told, signed and encrypted`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                let listed = try await merchant.notifications(all: "accepted")
                #expect(listed.count == 1 && receiver.taken.count == 1)
                let message = try #require(receiver.taken.first)
                #expect(message.header(":method") == "POST")
                #expect(message.header(":path") == "/notify")
                #expect(message.header("Content-Type") == "application/json")
                #expect(message.header("Wechatpay-Signature-Type") == "WECHATPAY2-SHA256-RSA2048")
                #expect(message.header("Wechatpay-Serial") == merchant.publicKeyID)
                #expect(message.isSigned(by: merchant.publicKey))
                let id = try #require(message.json["id"] as? String)
                #expect(id.utf8.count == 36 && listed.first?["id"] as? String == id)
                #expect(message.json["event_type"] as? String == "PAYSCORE.USER_CONFIRM")
                #expect(message.json["resource_type"] as? String == "encrypt-resource")
                #expect(message.json["summary"] as? String == "微信支付分服务订单用户已确认")
                #expect((message.json["create_time"] as? String)?.hasSuffix("+08:00") == true)
                let resource = try #require(message.json["resource"] as? [String: String])
                #expect(resource["algorithm"] == "AEAD_AES_256_GCM")
                #expect(resource["associated_data"] == "payscore")
                #expect(resource["original_type"] == "payscore")
                let told = try merchant.told(by: message)
                let shown = try await merchant.query("A1").json
                #expect(told as NSDictionary == shown as NSDictionary)
                #expect(told["state"] as? String == "DOING")
                #expect((told["openid"] as? String)?.hasPrefix("o") == true)
            }
        }
    }

    @Test func `the associated data is authenticated, and no other key opens it`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                _ = try await merchant.notifications(all: "accepted")
                let message = try #require(receiver.taken.first)
                var resource = try #require(message.json["resource"] as? [String: String])
                #expect(throws: Never.self) { try merchant.opened(resource) }
                for changed in ["", "certificate"] {
                    resource["associated_data"] = changed
                    #expect(throws: (any Error).self) { try merchant.opened(resource) }
                }
            }
        }
    }

    @Test func `a payment is told once nothing is due any more`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                _ = try await merchant.notifications(all: "accepted")
                #expect(try await merchant.complete("A1").status == 200)
                try await merchant.control("POST", "orders/A1/pay", "{\"amount\":1000}")
                #expect(try await merchant.notifications().count == 1)
                try await merchant.control("POST", "orders/A1/pay")
                #expect(try await merchant.notifications(all: "accepted").count == 2)
                let message = try #require(receiver.taken.last)
                #expect(message.json["event_type"] as? String == "PAYSCORE.USER_PAID")
                #expect(message.isSigned(by: merchant.publicKey))
                let told = try merchant.told(by: message)
                #expect(told["state"] as? String == "DONE")
                let collection = try #require(told["collection"] as? [String: Any])
                #expect(collection["state"] as? String == "USER_PAID")
                #expect((collection["details"] as? [[String: Any]])?.count == 2)
            }
        }
    }

    @Test func `cancel, completion, modify, expiry and a create without confirmation tell nothing`()
        async throws
    {
        try await Receiver.taking { receiver in
            try await Scene.run {
                $0.unauthorizedOrders = .accepted
            } _: { scene in
                let merchant = scene.merchant
                let url = ["notify_url": receiver.url]
                for number in ["CANCELLED", "EXPIRED"] {
                    #expect(try await merchant.create(number, url).status == 200)
                }
                #expect(try await merchant.cancel("CANCELLED").status == 200)
                try await merchant.control("POST", "orders/EXPIRED/expire")
                let noConfirm: [String: Any] = [
                    "notify_url": receiver.url, "need_user_confirm": false, "openid": "oUser",
                    "risk_fund": ["name": "ESTIMATE_ORDER_COST", "amount": 10000],
                ]
                for number in ["PAYING", "FREE"] {
                    #expect(try await merchant.create(number, noConfirm).status == 200)
                }
                #expect(try await merchant.complete("PAYING").status == 200)
                #expect(try await merchant.modify("PAYING").status == 200)
                #expect(try await merchant.complete("FREE", amount: 0).status == 200)
                #expect(try await merchant.notifications().isEmpty)
                #expect(receiver.taken.isEmpty)
            }
        }
    }

    @Test(arguments: [
        "https://merchant.example/notify", "https://127.0.0.1.merchant.example/notify",
        "https://127.0.0.1@merchant.example/", "https://merchant.example:127/",
    ])
    func `nothing leaves this machine`(url: String) async throws {
        let sender = HeldSender()
        try await Scene.run {
            $0.makeSender = { sender }
        } _: { scene in
            let merchant = scene.merchant
            try await merchant.confirmedOrder("A1", telling: url)
            let listed = try await merchant.notifications(all: "not_loopback")
            #expect(TestMerchant.tries(listed.first).isEmpty)
            let id = try #require(listed.first?["id"] as? String)
            let again = try await merchant.control("POST", "notifications/\(id)/send")
            #expect(again.status == 409)
            #expect(sender.sent == 0)
        }
    }

    @Test func `an address on this machine is this machine in every reading`() {
        for url in [
            "http://127.0.0.1:80/a", "https://localhost/a", "http://[::1]:9/a", "http://127.0.0.1",
        ] {
            #expect(LoopbackURL.isLoopback(url), "\(url)")
        }
        for url in [
            "", "127.0.0.1", "ftp://127.0.0.1/", "http://127.0.0.2/", "http://0.0.0.0/",
            "http://127.0.0.1@a.example/", "http://a.example\\@127.0.0.1/", "http:///127.0.0.1",
            "http://a.example/127.0.0.1", "http://127.0.0.1.a.example/", "http://127.0.0.1 /",
            "http://localhost.a.example/", "http://１２７.0.0.1/", "file://127.0.0.1/",
        ] {
            #expect(!LoopbackURL.isLoopback(url), "\(url)")
        }
    }

    @Test func `a receiver of the sandbox's own takes what is for another machine`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run {
                $0.notificationReceiver = receiver.url
            } _: { scene in
                let merchant = scene.merchant
                try await merchant.confirmedOrder("A1", telling: "https://merchant.example/notify")
                _ = try await merchant.notifications(all: "accepted")
                let told = try merchant.told(by: try #require(receiver.taken.first))
                #expect(told["notify_url"] as? String == "https://merchant.example/notify")
            }
        }
    }

    @Test func `a receiver elsewhere and a speed of nothing are refused at the start`() async throws
    {
        try await Scene.run { scene in
            for url in ["https://merchant.example/", ""] {
                await #expect(throws: SandboxError.receiverNotLoopback(url: url)) {
                    try await scene.restart { $0.notificationReceiver = url }
                }
            }
            for speed in [0, -1, 1_000_001] {
                await #expect(throws: SandboxError.speedOutOfRange(speed: speed)) {
                    try await scene.restart { $0.notificationSpeed = speed }
                }
            }
        }
    }
}
