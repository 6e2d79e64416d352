import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("Deductions in time") struct DeductionTests {
    private static let script =
        #"{"outcomes":["failed","failed","paid"],"seconds":60,"pause_seconds":180}"#

    @Test func `run, fail, are tried again and succeed`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.collecting.prepare("A1", merchant)
            let begun = try await merchant.control("POST", "orders/A1/deductions", Self.script)
            #expect(begun.json["deduction_running"] as? Bool == true)
            for _ in 0..<2 {
                #expect(try await merchant.sync("A1").code == "PARAM_ERROR")
                scene.clock.advance(by: 60)
                let failed = try await merchant.control("GET", "orders/A1").json
                #expect(failed["deduction_running"] as? Bool == false)
                #expect(try await merchant.shownState("A1")[2] == "USER_PAYING")
                scene.clock.advance(by: 180)
            }
            scene.clock.advance(by: 59)
            #expect(try await merchant.cancel("A1").code == "PARAM_ERROR")
            scene.clock.advance(by: 1)
            let paid = try await merchant.query("A1")
            #expect(try await merchant.shownState("A1") == ["DONE", nil, "USER_PAID"])
            let collection = paid.json["collection"] as? [String: Any]
            let receipt = (collection?["details"] as? [[String: Any]])?.first
            #expect(receipt?["paid_time"] as? String == "20260702215540")
            // Whoever asks, and whenever, it is the same payment.
            scene.clock.advance(by: 3600)
            #expect(try await merchant.query("A1").text == paid.text)
            try await scene.restart()
            #expect(try await scene.merchant.query("A1").text == paid.text)
        }
    }

    @Test func `between two of them the order can be changed, and what is due is deducted`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            for number in ["A1", "A2"] {
                try await LegalityState.collecting.prepare(number, merchant)
                try await merchant.control("POST", "orders/\(number)/deductions", Self.script)
            }
            scene.clock.advance(by: 100)
            #expect(try await merchant.modify("A1", to: 3000).status == 200)
            #expect(try await merchant.cancel("A2").status == 200)
            scene.clock.advance(by: 3600)
            let paid = try await merchant.query("A1").json["collection"] as? [String: Any]
            #expect(paid?["paid_amount"] as? Int == 3000)
            #expect(try await merchant.shownState("A2")[0] == "REVOKED")
        }
    }

    @Test func `one that is stopped by hand has failed, and the next one begins in time`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.collecting.prepare("A1", merchant)
            try await merchant.control("POST", "orders/A1/deductions", Self.script)
            scene.clock.advance(by: 30)
            let stopped = try await merchant.control("POST", "orders/A1/deduction-stop")
            #expect(stopped.json["deduction_running"] as? Bool == false)
            #expect(try await merchant.modify("A1", to: 3000).status == 200)
            scene.clock.advance(by: 210)
            #expect(try await merchant.cancel("A1").code == "PARAM_ERROR")
            scene.clock.advance(by: 3600)
            #expect(try await merchant.shownState("A1")[0] == "DONE")
        }
    }

    @Test func `begin again as often as asked`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.collecting.prepare("A1", merchant)
            for _ in 0..<2 {
                let begun = try await merchant.control(
                    "POST", "orders/A1/deductions", #"{"outcomes":["failed"]}"#)
                #expect(begun.json["deduction_running"] as? Bool == true)
                scene.clock.advance(by: 60)
            }
            #expect(try await merchant.cancel("A1").status == 200)
        }
    }

    @Test(arguments: [
        "", "{}", #"{"outcomes":[]}"#, #"{"outcomes":["paid","failed"]}"#,
        #"{"outcomes":["lost"]}"#, #"{"outcomes":["paid"],"seconds":0}"#,
        #"{"outcomes":["paid"],"pause_seconds":1.5}"#, #"{"outcomes":["paid"],"a":1}"#,
    ])
    func `a script that cannot be read is refused`(body: String) async throws {
        try await Scene.run { scene in
            try await LegalityState.collecting.prepare("A1", scene.merchant)
            let answer = try await scene.merchant.control("POST", "orders/A1/deductions", body)
            #expect(answer.status == 400)
            #expect(try await scene.merchant.cancel("A1").status == 200)
        }
    }

    @Test func `need an order that awaits payment`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            for state in LegalityState.allCases where state != .none {
                guard state.shown?[1] != "MCH_COMPLETE" else { continue }
                try await state.prepare("N_\(state)", merchant)
                let answer = try await merchant.control(
                    "POST", "orders/N_\(state)/deductions", Self.script)
                #expect(answer.status == 409, "\(state)")
            }
        }
    }
}
