import Foundation
import Testing

@testable import Sandbox

@Suite("The schedule of notifications") struct NotificationScheduleTests {
    /// The pauses that WeChat's page prints, in seconds.
    private static let printed = [15, 15, 30, 180, 1800, 1800, 1800, 1800, 3600]

    @Test func `what is not taken is sent ten times, at the times that WeChat's page prints`()
        async throws
    {
        try await Receiver.taking { _ in
            500
        } _: { receiver in
            try await Scene.run { scene in
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                let listed = try await scene.merchant.notifications(all: "given_up")
                #expect(receiver.taken.count == 10)
                #expect(scene.pauses.recorded == Self.printed.map { .seconds($0) })
                let tries = TestMerchant.tries(listed.first)
                #expect(tries.map { $0["status"] as? Int } == Array(repeating: 500, count: 10))
                #expect(tries.first?["answer"] as? String == #"{"code":"FAIL","message":"500"}"#)
                #expect(listed.first?["next_try"] == nil)
                // The identifier is the notification's, the nonces are each try's.
                #expect(Set(receiver.taken.map { $0.json["id"] as? String }).count == 1)
                #expect(Set(receiver.taken.map { $0.header("Wechatpay-Nonce") }).count == 10)
                let nonces = receiver.taken.map {
                    ($0.json["resource"] as? [String: String])?["nonce"]
                }
                #expect(Set(nonces).count == 10)
            }
        }
    }

    @Test func `a speed shortens every pause`() async throws {
        try await Receiver.taking { _ in
            500
        } _: { receiver in
            try await Scene.run {
                $0.notificationSpeed = 15
            } _: { scene in
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                _ = try await scene.merchant.notifications(all: "given_up")
                #expect(scene.pauses.recorded == Self.printed.map { .seconds($0 / 15) })
            }
        }
    }

    @Test func `permission events go on hourly until three days have passed`() {
        for event in [NotificationEvent.userOpenService, .userCloseService] {
            var gaps: [TimeInterval] = []
            while let gap = NotificationSchedule.gap(afterTry: gaps.count + 1, of: event) {
                gaps.append(gap)
            }
            #expect(gaps.prefix(9) == Self.printed.map(TimeInterval.init)[...])
            #expect(gaps.dropFirst(9).allSatisfy { $0 == 3600 })
            let total = gaps.reduce(0, +)
            #expect(total <= 72 * 3600 && total > 71 * 3600)
        }
        for event in [NotificationEvent.userConfirm, .userPaid] {
            #expect(NotificationSchedule.gap(afterTry: 10, of: event) == nil)
        }
    }

    @Test(arguments: [200, 204, 201, 202, 302, 400, 404, 500])
    func `200 and 204 take a notification, and every other status does not`(
        status: Int
    ) async throws {
        try await Receiver.taking {
            $0 == 1 ? status : 204
        } _: { receiver in
            try await Scene.run { scene in
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                let listed = try await scene.merchant.notifications(all: "accepted")
                #expect(receiver.taken.count == (status == 200 || status == 204 ? 1 : 2))
                #expect(TestMerchant.tries(listed.first).first?["status"] as? Int == status)
            }
        }
    }

    @Test func `an answer that does not come is a try that failed`() async throws {
        try await Receiver.taking {
            $0 == 1 ? nil : 204
        } _: { receiver in
            try await Scene.run {
                $0.makeSender = { HTTPNotificationSender(timeout: .milliseconds(200)) }
            } _: { scene in
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                let listed = try await scene.merchant.notifications(all: "accepted")
                let tries = TestMerchant.tries(listed.first)
                #expect(tries.first?["status"] is NSNull)
                #expect((tries.first?["problem"] as? String)?.isEmpty == false)
                // A slow machine may let another try run out of time.
                #expect(tries.last?["status"] as? Int == 204)
            }
        }
    }

    @Test func `a pending notification outlives the sandbox`() async throws {
        try await Receiver.taking {
            $0 < 4 ? 503 : 200
        } _: { receiver in
            let (waits, waiting) = AsyncStream<Void>.makeStream()
            try await Scene.run {
                $0.pause = {
                    waiting.yield()
                    try await Task.sleep(for: $0)
                }
            } _: { scene in
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                for await _ in waits { break }
                let before = try await scene.merchant.notifications()
                #expect(before.first?["delivery"] as? String == "pending")
                #expect(before.first?["next_try"] != nil)
                #expect(receiver.taken.count == 1)
                try await scene.restart()
                let after = try await scene.merchant.notifications(all: "accepted")
                #expect(after.first?["id"] as? String == before.first?["id"] as? String)
                #expect(TestMerchant.tries(after.first).count == 4)
                // The second try was due fifteen seconds after the first, and still is.
                #expect(scene.pauses.recorded == [15, 15, 30].map { .seconds($0) })
                try await scene.restart()
                #expect(try await scene.merchant.notifications().count == 1)
                #expect(receiver.taken.count == 4)
            }
        }
    }

    @Test func `one that was being sent when the sandbox ended is sent again`() async throws {
        let sender = HeldSender()
        try await Receiver.taking { receiver in
            try await Scene.run {
                $0.makeSender = { sender }
            } _: { scene in
                try await scene.merchant.confirmedOrder("A1", telling: receiver.url)
                while sender.held == 0 { await Task.yield() }
                try await scene.restart()
                let listed = try await scene.merchant.notifications(all: "accepted")
                #expect(receiver.taken.count == 1)
                #expect(TestMerchant.tries(listed.first).count == 1)
            }
        }
    }

    @Test func `no more than sixteen are on their way at the same time`() async throws {
        let sender = HeldSender()
        try await Scene.run {
            $0.makeSender = { sender }
            $0.notificationReceiver = "http://127.0.0.1:1/"
        } _: { scene in
            for number in 1...20 {
                try await scene.merchant.confirmedOrder("A\(number)", telling: "https://a.example/")
            }
            while sender.held < 16 { await Task.yield() }
            #expect(try await scene.merchant.notifications().count == 20)
            #expect(sender.sent == 16)
            sender.release()
            while sender.held < 4 { await Task.yield() }
            sender.release()
            _ = try await scene.merchant.notifications(all: "accepted")
            #expect(sender.sent == 20)
        }
    }

    @Test func `a notification is sent again on demand, with its schedule before it`() async throws
    {
        try await Receiver.taking {
            $0 == 1 || $0 == 3 ? 204 : 500
        } _: { receiver in
            try await Scene.run { scene in
                let merchant = scene.merchant
                try await merchant.confirmedOrder("A1", telling: receiver.url)
                let id = try #require(
                    try await merchant.notifications(all: "accepted").first?["id"] as? String)
                let again = try await merchant.control("POST", "notifications/\(id)/send")
                #expect(again.status == 200)
                #expect(again.json["delivery"] as? String == "pending")
                let listed = try await merchant.notifications(all: "accepted")
                #expect(TestMerchant.tries(listed.first).count == 3)
                #expect(scene.pauses.recorded == [.seconds(15)])
                let unknown = try await merchant.control("POST", "notifications/nobody/send")
                #expect(unknown.status == 404)
                #expect(unknown.json["error"] as? String == "no_such_notification")
                let tokenless = try await merchant.control(
                    "POST", "notifications/\(id)/send", headers: ["Sandbox-Token": ""])
                #expect(tokenless.status == 403)
            }
        }
    }
}
