import Foundation
import Testing

@testable import Sandbox

@Suite("Faults of notifications") struct NotificationFaultTests {
    @Test(arguments: ["forged", "signtest", "wrong_serial", "wrong_key"])
    func `what is spoilt is followed by the right one, however it was answered`(
        kind: String
    ) async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                try await merchant.spoil("user_confirm", kind)
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                let listed = try await merchant.notifications(all: "accepted")
                let tries = TestMerchant.tries(listed.first)
                #expect(tries.map { $0["fault"] as? String } == [kind, nil])
                #expect(scene.pauses.recorded == [.seconds(15)])
                try #require(receiver.taken.count == 2)
                let (bad, good) = (receiver.taken[0], receiver.taken[1])
                #expect(bad.json["id"] as? String == good.json["id"] as? String)
                #expect(good.isSigned(by: merchant.publicKey))
                #expect(good.header("Wechatpay-Serial") == merchant.publicKeyID)
                #expect(try merchant.told(by: good)["out_order_no"] as? String == "A1")
                let signature = bad.header("Wechatpay-Signature") ?? ""
                switch kind {
                case "forged":
                    #expect(!bad.isSigned(by: merchant.publicKey))
                    #expect(Data(base64Encoded: signature)?.count == 256)
                case "signtest":
                    #expect(!bad.isSigned(by: merchant.publicKey))
                    #expect(signature.hasPrefix("WECHATPAY/SIGNTEST/"))
                case "wrong_serial":
                    #expect(bad.isSigned(by: merchant.publicKey))
                    let serial = try #require(bad.header("Wechatpay-Serial"))
                    #expect(serial != merchant.publicKeyID)
                    #expect(serial.utf8.count == merchant.publicKeyID.utf8.count)
                    #expect(tries.first?["serial"] as? String == serial)
                default:
                    #expect(bad.isSigned(by: merchant.publicKey))
                    #expect(throws: (any Error).self) { try merchant.told(by: bad) }
                }
            }
        }
    }

    @Test func `a duplicate comes twice, though the first was taken`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                try await merchant.spoil("any", "duplicate")
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                let listed = try await merchant.notifications(all: "accepted")
                #expect(TestMerchant.tries(listed.first).count == 2)
                #expect(Set(receiver.taken.map { $0.json["id"] as? String }).count == 1)
                #expect(receiver.taken.allSatisfy { $0.isSigned(by: merchant.publicKey) })
                #expect(scene.pauses.recorded.isEmpty)
            }
        }
    }

    @Test func `what is reordered comes after the next one about the same order`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                try await merchant.spoil("user_confirm", "reordered", ",\"out_order_no\":\"A1\"")
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                try await merchant.confirmedOrder("A2", telling: receiver.url)
                _ = try await merchant.notifications(all: "held_back", "accepted")
                try await merchant.payOrder("A1")
                _ = try await merchant.notifications(all: "accepted")
                let told = try receiver.taken.map { message in
                    let number = try merchant.told(by: message)["out_order_no"] as? String ?? ""
                    return "\(number) \(message.json["event_type"] as? String ?? "")"
                }
                #expect(
                    told == [
                        "A2 PAYSCORE.USER_CONFIRM", "A1 PAYSCORE.USER_PAID",
                        "A1 PAYSCORE.USER_CONFIRM",
                    ])
            }
        }
    }

    @Test func `what is held back outlives the sandbox, and is sent on demand`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                try await scene.merchant.spoil("user_confirm", "reordered")
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                let listed = try await scene.merchant.notifications(all: "held_back")
                try await scene.restart()
                #expect(try await scene.merchant.notifications(all: "held_back").count == 1)
                #expect(receiver.taken.isEmpty)
                let id = try #require(listed.first?["id"] as? String)
                try await scene.merchant.control("POST", "notifications/\(id)/send")
                _ = try await scene.merchant.notifications(all: "accepted")
                #expect(receiver.taken.count == 1)
            }
        }
    }

    @Test func `what is delayed waits as long as it was told to`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run {
                // The speed is the schedule's, not the fault's.
                $0.notificationSpeed = 100
            } _: { scene in
                try await scene.merchant.spoil("user_confirm", "delay", ",\"delay_ms\":1500")
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                _ = try await scene.merchant.notifications(all: "accepted")
                #expect(scene.pauses.recorded == [.milliseconds(1500)])
                #expect(receiver.taken.count == 1)
            }
        }
    }

    @Test func `what is never sent is in the list`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                try await scene.merchant.spoil("user_confirm", "never")
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                let listed = try await scene.merchant.notifications(all: "never_sent")
                #expect(TestMerchant.tries(listed.first).isEmpty)
                try await scene.restart()
                #expect(try await scene.merchant.notifications(all: "never_sent").count == 1)
                #expect(receiver.taken.isEmpty)
            }
        }
    }

    @Test func `a fault is for its event and order, and as often as it says`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                try await merchant.spoil("user_paid", "never")
                try await merchant.spoil("any", "forged", ",\"out_order_no\":\"A2\",\"times\":2")
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                try await merchant.confirmedOrder("A2", telling: receiver.url)
                let listed = try await merchant.notifications(all: "accepted")
                #expect(listed.map { TestMerchant.tries($0).count } == [1, 3])
                try await merchant.payOrder("A1")
                _ = try await merchant.notifications(all: "accepted", "never_sent")
                #expect(receiver.taken.count == 4)
                #expect(try await merchant.control("GET", "faults").text == "{\"faults\":[]}")
            }
        }
    }

    @Test func `faults of calls and of notifications are listed and deleted together`()
        async throws
    {
        try await Scene.run { scene in
            try await scene.merchant.spoil("user_paid", "forged", ",\"times\":3")
            try await scene.merchant.control(
                "POST", "faults", "{\"operation\":\"cancel\",\"kind\":\"garbage\"}")
            try await scene.restart()
            let merchant = scene.merchant
            let waiting = try await merchant.control("GET", "faults").json["faults"]
            let faults = try #require(waiting as? [[String: Any]])
            #expect(faults.map { $0["kind"] as? String } == ["garbage", "forged"])
            #expect(faults.last?["notification"] as? String == "user_paid")
            #expect(faults.last?["times"] as? Int == 3)
            let none = try await merchant.control("DELETE", "faults")
            #expect(none.text == "{\"faults\":[]}")
        }
    }

    @Test(arguments: [
        "{\"notification\":\"user_confirm\"}", "{\"notification\":\"x\",\"kind\":\"never\"}",
        "{\"notification\":\"any\",\"kind\":\"answer_lost\"}",
        "{\"notification\":\"any\",\"kind\":\"delay\"}",
        "{\"notification\":\"any\",\"kind\":\"never\",\"times\":0}",
        "{\"notification\":\"any\",\"kind\":\"never\",\"operation\":\"cancel\"}",
        "{\"operation\":\"cancel\",\"kind\":\"forged\"}",
    ])
    func `a fault that cannot be read is refused`(body: String) async throws {
        try await Scene.run { scene in
            let answer = try await scene.merchant.control("POST", "faults", body)
            #expect(answer.status == 400)
            #expect(answer.json["error"] as? String == "bad_request")
        }
    }
}
