import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("Faults") struct FaultTests {
    private static func play(
        _ kind: String, on merchant: TestMerchant, _ more: String = ""
    ) async throws {
        let answer = try await merchant.control(
            "POST", "faults", "{\"operation\":\"cancel\",\"kind\":\"\(kind)\"\(more)}")
        #expect(answer.status == 200, "\(answer.text)")
    }

    @Test(arguments: [("answer_lost", "REVOKED"), ("request_lost", "CREATED")])
    func `a lost connection ends without a byte`(kind: String, state: String) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            try await Self.play(kind, on: merchant)
            let body =
                "{\"appid\":\"\(merchant.appID)\",\"service_id\":\"\(merchant.serviceID)\","
                + "\"reason\":\"r\"}"
            let target = "\(TestMerchant.orders)/A1/cancel"
            let bytes = try await exchangeRaw(
                port: merchant.port,
                """
                POST \(target) HTTP/1.1\r
                Host: sandbox\r
                Accept: application/json\r
                User-Agent: tests\r
                Content-Type: application/json\r
                Content-Length: \(body.utf8.count)\r
                Authorization: \(merchant.authorization("POST", target, body: body))\r
                \r
                \(body)
                """)
            #expect(bytes.isEmpty)
            let last = try #require(try await merchant.requestLog().last)
            #expect(last["status"] is NSNull)
            #expect(last["fault"] as? String == kind)
            #expect(try await merchant.shownState("A1")[0] == state)
        }
    }

    @Test func `a client library sees a lost connection as an error`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            try await Self.play("answer_lost", on: merchant)
            await #expect(throws: (any Error).self) { try await merchant.cancel("A1") }
            #expect(try await merchant.cancel("A1").status == 200)
        }
    }

    @Test(arguments: [
        ("error_500", 500, "SYSTEM_ERROR", "CREATED"),
        ("error_500_applied", 500, "SYSTEM_ERROR", "REVOKED"),
        ("rate_limited", 429, "FREQUENCY_LIMITED", "CREATED"),
    ])
    func `a refusing fault is a signed answer`(
        kind: String, status: Int, code: String, state: String
    ) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            try await Self.play(kind, on: merchant)
            let answer = try await merchant.cancel("A1")
            #expect(answer.status == status)
            #expect(answer.code == code)
            #expect(answer.isSigned(by: merchant.publicKey))
            #expect(try await merchant.requestLog().last?["code"] as? String == code)
            #expect(try await merchant.shownState("A1")[0] == state)
        }
    }

    @Test(arguments: ["unsigned", "bad_signature", "signtest"])
    func `an answer whose signature is wrong has been applied`(kind: String) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            try await Self.play(kind, on: merchant)
            let answer = try await merchant.cancel("A1")
            #expect(answer.status == 200)
            #expect(!answer.isSigned(by: merchant.publicKey))
            let signature = answer.header("Wechatpay-Signature")
            switch kind {
            case "unsigned": #expect(signature == nil && answer.header("Wechatpay-Serial") == nil)
            case "signtest": #expect(signature?.hasPrefix("WECHATPAY/SIGNTEST/") == true)
            default: #expect(signature.flatMap { Data(base64Encoded: $0) }?.count == 256)
            }
            #expect(try await merchant.shownState("A1")[0] == "REVOKED")
        }
    }

    @Test func `a signed answer may name another order or not be JSON`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            try await Self.play("wrong_order", on: merchant)
            try await Self.play("garbage", on: merchant)
            let other = try await merchant.cancel("A1")
            #expect(other.isSigned(by: merchant.publicKey))
            #expect(other.json["out_order_no"] as? String == "ANOTHER_ORDER")
            let garbage = try await merchant.cancel("A1")
            #expect(garbage.status == 200)
            #expect(garbage.isSigned(by: merchant.publicKey))
            #expect(garbage.json.isEmpty)
        }
    }

    @Test func `a delayed answer waits as long as it was told to`() async throws {
        try await Scene.run { scene in
            _ = try await scene.merchant.create("A1")
            try await Self.play("delay", on: scene.merchant, ",\"delay_ms\":1500")
            #expect(try await scene.merchant.cancel("A1").status == 200)
            #expect(scene.pauses.recorded == [.milliseconds(1500)])
        }
    }

    @Test func `a stop drops an answer that is still delayed`() async throws {
        let (waits, waiting) = AsyncStream<Void>.makeStream()
        try await Scene.run {
            $0.pause = {
                waiting.yield()
                try await Task.sleep(for: $0)
            }
        } _: { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            try await Self.play("delay", on: merchant, ",\"delay_ms\":600000")
            let answer = Task { try await merchant.cancel("A1") }
            for await _ in waits { break }
            await scene.sandbox.stop()
            await #expect(throws: (any Error).self) { try await answer.value }
            try await scene.restart()
            #expect(try await scene.merchant.shownState("A1")[0] == "REVOKED")
        }
    }

    @Test func `a fault is for its interface and order, and as often as it says`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            _ = try await merchant.create("A2")
            try await Self.play("error_500", on: merchant, ",\"out_order_no\":\"A2\",\"times\":2")
            #expect(try await merchant.query("A2").status == 200)
            #expect(try await merchant.cancel("A1").status == 200)
            #expect(try await merchant.cancel("A2").status == 500)
            let waiting = try await merchant.control("GET", "faults").json["faults"]
            #expect((waiting as? [[String: Any]])?.first?["times"] as? Int == 1)
            #expect(try await merchant.cancel("A2").status == 500)
            #expect(try await merchant.cancel("A2").status == 200)
            #expect(try await merchant.control("GET", "faults").text == "{\"faults\":[]}")
        }
    }

    @Test func `a request that is not the merchant's does not use up a fault`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            try await Self.play("error_500", on: merchant)
            let refused = try await merchant.sendUnsigned(
                "POST", "\(TestMerchant.orders)/A1/cancel", body: Data("{}".utf8))
            #expect(refused.status == 400)
            #expect(try await merchant.cancel("A1").status == 500)
        }
    }

    @Test(arguments: [
        "create", "query", "cancel", "complete", "modify", "pay", "sync", "direct_complete",
    ])
    func `every interface can be made to fail`(operation: String) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.inService.prepare("A1", merchant)
            try await merchant.control(
                "POST", "faults",
                "{\"operation\":\"\(operation)\",\"kind\":\"rate_limited\",\"out_order_no\":\"A1\"}"
            )
            let answer =
                switch operation {
                case "create": try await merchant.create("A1")
                case "query": try await merchant.query("A1")
                case "cancel": try await merchant.cancel("A1")
                case "modify": try await merchant.modify("A1")
                case "pay": try await merchant.pay("A1")
                case "sync": try await merchant.sync("A1")
                case "direct_complete": try await merchant.directComplete("A1")
                default: try await merchant.complete("A1")
                }
            #expect(answer.status == 429, "\(answer.text)")
        }
    }
}
