import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("A colleague on the merchant platform") struct ColleagueTests {
    @Test func `changes an order beside the merchant's program`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.inService.prepare("A1", merchant)
            let completed = try await merchant.control(
                "POST", "orders/A1/complete", #"{"amount":4000}"#)
            #expect(completed.status == 200, "\(completed.text)")
            #expect(
                try await merchant.shownState("A1") == ["DOING", "MCH_COMPLETE", "USER_PAYING"])
            let modified = try await merchant.control(
                "POST", "orders/A1/modify", #"{"amount":2500}"#)
            let order = modified.json["order"] as? [String: Any]
            #expect(order?["total_amount"] as? Int == 2500)
            #expect(try await merchant.query("A1").json["total_amount"] as? Int == 2500)
            let revoked = try await merchant.control("POST", "orders/A1/revoke")
            #expect((revoked.json["order"] as? [String: Any])?["state"] as? String == "REVOKED")
            #expect(try await merchant.cancel("A1").code == "ORDER_CANCELED")
        }
    }

    @Test func `is told in the request log as no request of the merchant's`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.created.prepare("A1", merchant)
            #expect(
                try await merchant.control("POST", "orders/A1/modify", #"{"amount":1}"#).status
                    == 409)
            try await merchant.control("POST", "orders/A1/revoke")
            let log = try await merchant.requestLog()
            #expect(
                log.map { $0["operation"] as? String }
                    == ["create", "colleague_modify", "colleague_revoke"])
            #expect(log.map { $0["status"] as? Int } == [200, 409, 200])
            #expect(log[1]["code"] as? String == "INVALID_ORDER_STATE")
            #expect(log[2]["path"] as? String == "/sandbox/orders/A1/revoke")
            #expect(log.allSatisfy { $0["out_order_no"] as? String == "A1" })
            try await scene.restart()
            #expect(try await scene.merchant.requestLog().count == 3)
        }
    }

    @Test func `meets WeChat's rules, and the control interface's`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.deducting.prepare("A1", merchant)
            let running = try await merchant.control("POST", "orders/A1/revoke")
            #expect(running.status == 409)
            #expect(running.text.contains("单据正在扣款中"))
            for (path, body, status) in [
                ("orders/A9/revoke", "", 404), ("orders/A1/complete", "", 400),
                ("orders/A1/modify", #"{"amount":-1}"#, 400),
                ("orders/A1/modify", #"{"amount":1.5}"#, 400),
                ("orders/A1/complete", #"{"fen":1}"#, 400),
            ] {
                let answer = try await merchant.control("POST", path, body)
                #expect(answer.status == status, "\(path) \(body)")
            }
            let bare = try await merchant.control(
                "POST", "orders/A1/revoke", "", headers: ["Sandbox-Token": ""])
            #expect(bare.status == 403)
        }
    }
}
