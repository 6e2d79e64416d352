import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("The control interface") struct ControlAPITests {
    @Test(arguments: [
        "", "[]", "{}", "{\"operation\":\"cancel\"}", "{\"operation\":\"pay\",\"kind\":\"delay\"}",
        "{\"operation\":\"cancel\",\"kind\":\"delay\"}",
        "{\"operation\":\"cancel\",\"kind\":\"garbage\",\"times\":0}",
        "{\"operation\":\"cancel\",\"kind\":\"garbage\",\"times\":1.0}",
        "{\"operation\":\"cancel\",\"kind\":\"garbage\",\"delay_ms\":600001}",
        "{\"operation\":\"cancel\",\"kind\":\"garbage\",\"out_order_no\":\"a/b\"}",
        "{\"operation\":\"cancel\",\"kind\":\"garbage\",\"order\":\"A1\"}",
    ])
    func `a fault that cannot be read is refused with a word on what to send`(
        body: String
    ) async throws {
        try await Scene.run { scene in
            let answer = try await scene.merchant.control("POST", "faults", body)
            #expect(answer.status == 400)
            #expect(answer.json["error"] as? String == "bad_request")
            #expect((answer.json["message"] as? String)?.isEmpty == false)
        }
    }

    @Test(arguments: [
        "evil.example", "127.0.0.1.evil.example:80", "localhost.:80", "10.0.0.1", "::1",
    ])
    func `a page of another host reads and changes nothing`(host: String) async throws {
        try await Scene.run { scene in
            for method in ["GET", "POST", "DELETE"] {
                let answer = try await scene.merchant.control(
                    method, "faults", "", headers: ["Host": host])
                #expect(answer.status == 403)
                #expect(answer.json["error"] as? String == "foreign_host")
            }
        }
    }

    @Test func `a host is this machine by its own names, at any port`() {
        for host in ["127.0.0.1", "localhost:8080", "LOCALHOST", "[::1]", "[::1]:65535"] {
            #expect(ControlGate.isLoopback(host), "\(host)")
        }
        for host in ["", ":80", "localhost:", "localhost:x", "127.0.0.1:80:80", "[::1", "0.0.0.0"] {
            #expect(!ControlGate.isLoopback(host), "\(host)")
        }
    }

    @Test(arguments: ["", "wrong", "sbx_"])
    func `nothing is changed without the token, as a page would post`(
        token: String
    ) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            for (method, path) in [
                ("POST", "orders/A1/confirm"), ("POST", "faults"), ("DELETE", "faults"),
            ] {
                let answer = try await merchant.control(
                    method, path, "",
                    headers: ["Sandbox-Token": token, "Origin": "https://evil.example"])
                #expect(answer.status == 403)
                #expect(answer.json["error"] as? String == "no_token")
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("sbx_"))
            }
            #expect(try await merchant.query("A1").json["state"] as? String == "CREATED")
            #expect(try await merchant.control("POST", "orders/A1/confirm").status == 200)
        }
    }

    @Test func `the token is a header in a file for its owner, and outlives a restart`()
        async throws
    {
        try await Scene.run { scene in
            let token = scene.sandbox.controlToken
            let file = scene.sandbox.controlTokenFile
            #expect(try String(contentsOf: file, encoding: .utf8) == "Sandbox-Token: \(token)\n")
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(mode[.posixPermissions] as? Int == 0o600)
            try await scene.restart()
            #expect(scene.sandbox.controlToken == token)
            await scene.sandbox.stop()
            try Data("nonsense\n".utf8).write(to: file)
            await #expect(throws: SandboxError.fileDamaged(path: file.path, line: 1)) {
                try await scene.restart()
            }
            try FileManager.default.removeItem(at: file)
            try await scene.restart()
            #expect(scene.sandbox.controlToken != token)
        }
    }

    @Test func `faults can be forgotten`() async throws {
        try await Scene.run { scene in
            try await scene.merchant.control(
                "POST", "faults", "{\"operation\":\"create\",\"kind\":\"error_500\"}")
            #expect(try await scene.merchant.control("DELETE", "faults").status == 200)
            #expect(try await scene.merchant.create("A1").status == 200)
        }
    }

    @Test func `an action on an order that cannot take it is refused`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            for (method, path, body, status) in [
                ("POST", "orders/A9/confirm", "", 404), ("POST", "orders/A1/pay", "", 409),
                ("POST", "orders/A1/deduction-start", "", 409),
                ("POST", "orders/A1/deduction-stop", "", 409),
                ("POST", "orders/A1/refund", "", 404),
                ("GET", "orders/A1/confirm", "", 405), ("POST", "orders/A1", "", 405),
                ("GET", "orders/A9", "", 404), ("GET", "orders/a%2Fb", "", 400),
                ("GET", "unknown", "", 404), ("GET", "orders/", "", 400),
                ("PUT", "faults", "", 405),
                ("POST", "orders/A1/pay", "{\"amount\":0}", 400),
                ("POST", "orders/A1/pay", "{\"fen\":1}", 400),
            ] {
                let answer = try await merchant.control(method, path, body)
                #expect(answer.status == status, "\(method) \(path) \(body)")
                #expect(answer.json["message"] != nil)
            }
            try await LegalityState.partlyPaid.prepare("A2", merchant)
            let tooMuch = try await merchant.control("POST", "orders/A2/pay", "{\"amount\":3001}")
            #expect(tooMuch.status == 400)
            try await merchant.control("POST", "orders/A1/confirm")
            #expect(try await merchant.control("POST", "orders/A1/confirm").status == 409)
            #expect(try await merchant.control("POST", "orders/A1/expire").status == 409)
        }
    }

    @Test func `an order is shown with what query never says`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.deducting.prepare("A1", merchant)
            let deducting = try await merchant.control("GET", "orders/A1").json
            #expect(deducting["deduction_running"] as? Bool == true)
            try await LegalityState.revoked.prepare("A2", merchant)
            let revoked = try await merchant.control("GET", "orders/A2").json
            #expect(revoked["cancel_reason"] as? String == "用户投诉")
            #expect((revoked["order"] as? [String: Any])?["state"] as? String == "REVOKED")
        }
    }

    @Test func `the log holds every request with its raw body, refused ones included`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let body = merchant.createBody("A1")
            _ = try await merchant.send("POST", TestMerchant.orders, body: body)
            _ = try await merchant.cancel("A1")
            _ = try await merchant.cancel("A1", ["reason": "别的"])
            _ = try await merchant.query("A1")
            _ = try await merchant.sendUnsigned(
                "POST", "/v3/x?y=%7C", body: Data([0xFF, 0xFE]),
                headers: ["Accept": "*/*", "User-Agent": "tests"])
            let log = try await merchant.requestLog()
            #expect(log.map { $0["sequence"] as? Int } == [1, 2, 3, 4, 5])
            #expect(log.map { $0["status"] as? Int } == [200, 200, 400, 200, 401])
            #expect(
                log.map { $0["code"] as? String }
                    == [nil, nil, "ORDER_CANCELED", nil, "SIGN_ERROR"])
            #expect(
                log.map { $0["operation"] as? String }
                    == ["create", "cancel", "cancel", "query", nil])
            #expect(log.dropLast().allSatisfy { $0["out_order_no"] as? String == "A1" })
            #expect(log[0]["body"] as? String == body)
            #expect(log[0]["method"] as? String == "POST")
            #expect(log[0]["time"] as? String == "2026-07-02T13:46:40.000Z")
            #expect(log[1]["path"] as? String == "\(TestMerchant.orders)/A1/cancel")
            #expect(log[4]["path"] as? String == "/v3/x?y=%7C")
            #expect(log[4]["body"] is NSNull)
            #expect(log[4]["body_base64"] as? String == "//4=")
        }
    }

    @Test func `a body of more than 64 KiB is refused`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let header =
                "POST /v3/payscore/serviceorder HTTP/1.1\r\nHost: x\r\n"
                + "Content-Length: 65537\r\n\r\n"
            let bytes = try await exchangeRaw(
                port: merchant.port, header + String(repeating: " ", count: 65537))
            #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("HTTP/1.1 413 "))
            #expect(try await merchant.requestLog().last?["status"] as? Int == 413)
        }
    }

    @Test(arguments: [
        "\u{16}\u{3}\u{1}", "GET\r\n\r\n", "get / HTTP/9.9\r\n\r\n",
        "GET /% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ])
    func `bytes that are no request do not disturb the sandbox`(bytes: String) async throws {
        try await Scene.run { scene in
            _ = try await exchangeRaw(port: scene.merchant.port, bytes + "\r\n\r\n")
            #expect(try await scene.merchant.create("A1").status == 200)
        }
    }
}
