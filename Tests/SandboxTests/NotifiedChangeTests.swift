import Foundation
import Testing

@testable import Sandbox

@Suite("What notifications are about") struct NotifiedChangeTests {
    @Test func `a consent and its end are told, whoever ends it`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                let url = ["notify_url": receiver.url]
                let ends: [(code: String, end: @Sendable () async throws -> TestAnswer)] = [
                    (
                        "BY-CUSTOMER",
                        { try await merchant.control("POST", "authorizations/BY-CUSTOMER/close") }
                    ),
                    ("BY-CODE", { try await merchant.terminate(code: "BY-CODE") }),
                    ("BY-OPENID", { try await merchant.terminate(openID: "o-BY-OPENID") }),
                ]
                for (code, end) in ends {
                    #expect(try await merchant.preAuthorize(code, url).status == 200)
                    let opened = try await merchant.control(
                        "POST", "authorizations/\(code)/open", "{\"openid\":\"o-\(code)\"}")
                    #expect(opened.status == 200)
                    _ = try await merchant.notifications(all: "accepted")
                    scene.clock.advance(by: 60)
                    #expect([200, 204].contains(try await end().status))
                    _ = try await merchant.notifications(all: "accepted")
                    let told = receiver.taken.suffix(2)
                    #expect(told.allSatisfy { $0.isSigned(by: merchant.publicKey) })
                    #expect(
                        told.map { $0.json["event_type"] as? String } == [
                            "PAYSCORE.USER_OPEN_SERVICE", "PAYSCORE.USER_CLOSE_SERVICE",
                        ])
                    for (message, status) in zip(told, ["USER_OPEN_SERVICE", "USER_CLOSE_SERVICE"])
                    {
                        let payload = try merchant.told(by: message)
                        #expect(
                            Set(payload.keys) == [
                                "appid", "mchid", "service_id", "openid", "user_service_status",
                                "openorclose_time", "authorization_code",
                            ])
                        #expect(payload["user_service_status"] as? String == status)
                        #expect(payload["authorization_code"] as? String == code)
                        #expect(payload["openid"] as? String == "o-\(code)")
                    }
                }
                #expect(receiver.taken.count == 6)
            }
        }
    }

    @Test func `an authorization without an address is not told`() async throws {
        try await Receiver.taking { receiver in
            try await Scene.run {
                $0.notificationReceiver = receiver.url
            } _: { scene in
                let merchant = scene.merchant
                let answer = try await merchant.preAuthorize("AUTH-1", ["notify_url": NSNull()])
                #expect(answer.status == 200)
                #expect(
                    try await merchant.control("POST", "authorizations/AUTH-1/open").status == 200)
                #expect(try await merchant.notifications().isEmpty)
            }
        }
    }

    @Test(arguments: NotifiedSync.allCases)
    func `what the merchant reports as paid is told as the setting says`(
        setting: NotifiedSync
    ) async throws {
        try await Receiver.taking { receiver in
            try await Scene.run {
                $0.notifiedSync = setting
            } _: { scene in
                let merchant = scene.merchant
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                #expect(try await merchant.complete("A1").status == 200)
                #expect(try await merchant.sync("A1").status == 200)
                let listed = try await merchant.notifications(all: "accepted")
                #expect(
                    listed.map { $0["event_type"] as? String }
                        == ["PAYSCORE.USER_CONFIRM"]
                        + (setting == .userPaid ? ["PAYSCORE.USER_PAID"] : []))
            }
        }
    }

    @Test func `a deduction that succeeds in time is told, and one that came too late is not`()
        async throws
    {
        try await Receiver.taking { receiver in
            let clock = TestClock()
            let (waits, waiting) = AsyncStream<Void>.makeStream()
            let (permits, permit) = AsyncStream<Void>.makeStream()
            try await Scene.run {
                $0.clock = { clock.now }
                $0.pause = { pause in
                    waiting.yield()
                    for await _ in permits { break }
                    try Task.checkCancellation()
                    clock.advance(by: TimeInterval(pause.components.seconds))
                }
            } _: { scene in
                let merchant = scene.merchant
                for number in ["BY-HAND", "IN-TIME"] {
                    try await merchant.confirmedOrder(number, telling: receiver.url)
                    #expect(try await merchant.complete(number).status == 200)
                    let planned = try await merchant.control(
                        "POST", "orders/\(number)/deductions",
                        "{\"outcomes\":[\"failed\",\"paid\"],\"seconds\":60}")
                    #expect(planned.status == 200)
                }
                let paid = try await merchant.control("POST", "orders/BY-HAND/pay")
                #expect(paid.status == 200)
                for await _ in waits { break }
                #expect(try await merchant.notifications(all: "accepted").count == 3)
                permit.yield()
                while try await merchant.notifications().count < 4 { await Task.yield() }
                let listed = try await merchant.notifications(all: "accepted")
                #expect(listed.count == 4)
                #expect(listed.last?["out_order_no"] as? String == "IN-TIME")
                #expect(listed.last?["event_type"] as? String == "PAYSCORE.USER_PAID")
                let told = try merchant.told(by: try #require(receiver.taken.last))
                #expect(told["state"] as? String == "DONE")
                let collection = told["collection"] as? [String: Any]
                let details = try #require(collection?["details"] as? [[String: Any]])
                #expect(details.map { $0["paid_type"] as? String } == ["NEWTON"])
            }
        }
    }
}
