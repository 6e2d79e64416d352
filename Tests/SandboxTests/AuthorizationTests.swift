import Foundation
import Testing

@testable import Sandbox

@Suite("Authorizations") struct AuthorizationTests {
    @Test func `an authorization is asked for, opened and ended, and each query shows it`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let answer = try await merchant.preAuthorize("C1")
            #expect((answer.json["apply_permissions_token"] as? String)?.count == 128)
            let unbound = try await merchant.authorization(code: "C1").json
            #expect(unbound["authorization_state"] as? String == "UNBINDUSER")
            #expect(
                Set(unbound.keys) == [
                    "appid", "authorization_code", "authorization_state", "mchid", "notify_url",
                    "service_id",
                ])
            try await merchant.authorize("C1")
            let available = try await merchant.authorization(code: "C1")
            #expect(available.json["authorization_state"] as? String == "AVAILABLE")
            #expect(available.json["openid"] as? String == TestMerchant.openID)
            #expect(
                available.json["authorization_success_time"] as? String
                    == "2026-07-02T21:46:40+08:00")
            #expect(try await merchant.authorization().text == available.text)
            scene.clock.advance(by: 60)
            let ended = try await merchant.terminate(code: "C1")
            #expect(ended.status == 204)
            #expect(ended.body.isEmpty)
            #expect(ended.isSigned(by: merchant.publicKey))
            let unavailable = try await merchant.authorization().json
            #expect(unavailable["authorization_state"] as? String == "UNAVAILABLE")
            #expect(
                unavailable["cancel_authorization_time"] as? String
                    == "2026-07-02T21:47:40+08:00")
        }
    }

    @Test func `nobody is known who never consented`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.preAuthorize("C1")
            for answer in [
                try await merchant.authorization(code: "C2"), try await merchant.authorization(),
                try await merchant.terminate(code: "C2"), try await merchant.terminate(),
            ] {
                #expect(answer.status == 404)
                #expect(answer.code == "ORDER_NOT_EXIST")
                #expect(answer.json["message"] as? String == "请求操作的授权记录不存在")
            }
            #expect(try await merchant.terminate(code: "C1").code == "INVALID_ORDER_STATE")
        }
    }

    @Test func `an order of no-confirm mode needs a customer who has consented`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            func makes(_ number: String) async throws -> [String?] {
                [
                    try await merchant.create(number, TestMerchant.noConfirm).code,
                    try await merchant.directComplete("\(number)D").code,
                ]
            }
            #expect(try await makes("A1") == ["NO_AUTH", "NO_AUTH"])
            #expect(try await merchant.query("A1").code == "ORDER_NOT_EXIST")
            try await merchant.authorize("C1", openID: "another")
            #expect(try await makes("A1") == ["NO_AUTH", "NO_AUTH"])
            try await merchant.authorize("C2")
            #expect(try await makes("A1") == [nil, nil])
            try await merchant.control("POST", "authorizations/C2/close")
            #expect(try await makes("A2") == ["NO_AUTH", "NO_AUTH"])
            // What was made before goes on, and its create is still a re-entry.
            #expect(try await makes("A1") == [nil, nil])
            #expect(try await merchant.complete("A1").status == 200)
        }
    }

    @Test func `an authorization is not ended by the merchant while orders are open`() async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await merchant.authorize("C1")
            _ = try await merchant.create("A1", TestMerchant.noConfirm)
            _ = try await merchant.directComplete("A2")
            let shown = try await merchant.control("GET", "authorizations/C1").json
            #expect(shown["open_orders"] as? [String] == ["A1", "A2"])
            for _ in 0..<2 {
                for answer in [
                    try await merchant.terminate(code: "C1"), try await merchant.terminate(),
                ] {
                    #expect(answer.json["message"] as? String == "存在未完成订单")
                }
                _ = try await merchant.cancel("A1")
            }
            try await merchant.control("POST", "orders/A2/pay")
            #expect(try await merchant.terminate().status == 204)
        }
    }

    @Test(arguments: RepeatedTermination.allCases)
    func `the repeat of a termination meets what the setting says`(
        setting: RepeatedTermination
    ) async throws {
        try await Scene.run {
            $0.repeatedTermination = setting
        } _: { scene in
            let merchant = scene.merchant
            try await merchant.authorize("C1")
            #expect(try await merchant.terminate(code: "C1").status == 204)
            for answer in [
                try await merchant.terminate(code: "C1"), try await merchant.terminate(),
            ] {
                switch setting {
                case .reentered: #expect(answer.status == 204)
                case .refused: #expect(answer.code == "INVALID_ORDER_STATE")
                }
            }
        }
    }

    @Test func `a code is sent again for a fresh token until a customer has consented`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let first = try await merchant.preAuthorize("C1").text
            scene.clock.advance(by: 3601)
            #expect(try await merchant.control("POST", "authorizations/C1/open").status == 409)
            let second = try await merchant.preAuthorize("C1")
            #expect(second.status == 200)
            #expect(second.text != first)
            let other = ["notify_url": "https://merchant.example/other"]
            #expect(try await merchant.preAuthorize("C1", other).code == "INVALID_REQUEST")
            scene.clock.advance(by: 3600)
            #expect(try await merchant.control("POST", "authorizations/C1/open").status == 200)
            #expect(try await merchant.preAuthorize("C1").code == "INVALID_REQUEST")
        }
    }

    @Test func `a request that breaks a rule is refused and names the member`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await merchant.authorize("C1")
            for (field, changes) in [
                ("/authorization_code", ["authorization_code": ""]),
                ("/authorization_code", ["authorization_code": "a/b"]),
                ("/authorization_code", ["authorization_code": String(repeating: "1", count: 33)]),
                ("/notify_url", ["notify_url": "http://merchant.example"]),
            ] {
                let answer = try await merchant.preAuthorize("C2", changes)
                #expect(answer.code == "PARAM_ERROR", "\(changes)")
                #expect((answer.json["detail"] as? [String: Any])?["field"] as? String == field)
            }
            let long = String(repeating: "长", count: 51)
            for answer in [
                try await merchant.terminate(code: "C1", ["reason": long]),
                try await merchant.terminate(["reason": NSNull()]),
                try await merchant.terminate(["appid": NSNull()]),
                try await merchant.authorization(code: "a%2Fb"),
                try await merchant.authorization(openID: String(repeating: "o", count: 129)),
                try await merchant.send("GET", "\(TestMerchant.authorizations)/openid/o1"),
            ] {
                #expect(answer.code == "PARAM_ERROR", "\(answer.text)")
            }
            #expect(try await merchant.terminate(["service_id": "1"]).code == "NO_AUTH")
            #expect(
                try await merchant.authorization().json["authorization_state"] as? String
                    == "AVAILABLE")
        }
    }

    @Test func `the customer acts only where the authorization allows it`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            #expect(
                try await merchant.control("GET", "authorizations").text
                    == #"{"authorizations":[],"left_out":0}"#)
            #expect(try await merchant.control("GET", "authorizations/C1").status == 404)
            #expect(try await merchant.control("POST", "authorizations/C1/open").status == 404)
            _ = try await merchant.preAuthorize("C1")
            #expect(try await merchant.control("POST", "authorizations/C1/close").status == 409)
            #expect(
                try await merchant.control("POST", "authorizations/C1/open", "{\"a\":1}").status
                    == 400)
            #expect(try await merchant.control("POST", "authorizations/C1/sign").status == 404)
            #expect(try await merchant.control("POST", "authorizations/C1/open").status == 200)
            #expect(try await merchant.control("POST", "authorizations/C1/open").status == 409)
            let shown = try await merchant.authorization(code: "C1").json
            #expect((shown["openid"] as? String)?.count == 28)
            try await merchant.authorize("C2")
            _ = try await merchant.preAuthorize("C3")
            let twice = try await merchant.control(
                "POST", "authorizations/C3/open", "{\"openid\":\"\(TestMerchant.openID)\"}")
            #expect(twice.status == 409)
            let list = try await merchant.control("GET", "authorizations").json
            #expect((list["authorizations"] as? [[String: Any]])?.count == 3)
        }
    }

    @Test func `a restart forgets no authorization`() async throws {
        try await Scene.run { scene in
            try await scene.merchant.authorize("C1")
            _ = try await scene.merchant.preAuthorize("C2")
            _ = try await scene.merchant.terminate(code: "C1")
            let before = try await scene.merchant.control("GET", "authorizations").text
            try await scene.restart()
            #expect(try await scene.merchant.control("GET", "authorizations").text == before)
            #expect(try await scene.merchant.preAuthorize("C1").code == "INVALID_REQUEST")
        }
    }

    @Test func `faults spoil these answers as well`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await merchant.authorize("C1")
            for fault in [
                #"{"operation":"terminate_by_code","kind":"answer_lost"}"#,
                #"{"operation":"terminate_by_openid","kind":"garbage"}"#,
                #"{"operation":"authorization_by_code","kind":"wrong_order"}"#,
            ] {
                #expect(try await merchant.control("POST", "faults", fault).status == 200)
            }
            await #expect(throws: (any Error).self) { try await merchant.terminate(code: "C1") }
            let garbage = try await merchant.terminate()
            #expect(garbage.status == 200)
            #expect(garbage.text.hasPrefix("<html>"))
            let other = try await merchant.authorization(code: "C1").json
            #expect(other["authorization_state"] as? String == "UNAVAILABLE")
            #expect(other["authorization_code"] as? String == "ANOTHER_ORDER")
        }
    }
}
