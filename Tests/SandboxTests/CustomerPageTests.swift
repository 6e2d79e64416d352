import Crypto
import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("The customer's page") struct CustomerPageTests {
    @Test(arguments: ["/sandbox/", "/sandbox"])
    func `is served with a policy that allows its own script and style alone`(
        path: String
    ) async throws {
        try await Scene.run { scene in
            let answer = try await scene.merchant.sendUnsigned("GET", path)
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "text/html; charset=utf-8")
            #expect(answer.header("Cache-Control") == "no-store")
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            #expect(answer.header("X-Frame-Options") == "DENY")
            #expect(answer.header("Referrer-Policy") == "no-referrer")
            #expect(answer.header("Wechatpay-Signature") == nil)
            let policy = try #require(answer.header("Content-Security-Policy"))
            let script = try Self.inside("script", answer.text)
            let style = try Self.inside("style", answer.text)
            let rules = policy.components(separatedBy: "; ")
            #expect(
                Set(rules) == [
                    "default-src 'none'", "script-src '\(Self.digest(script))'",
                    "style-src '\(Self.digest(style))'", "connect-src 'self'",
                    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
                    "require-trusted-types-for 'script'",
                ])
        }
    }

    @Test func `loads nothing else, and knows no token`() async throws {
        try await Scene.run { scene in
            let answer = try await scene.merchant.sendUnsigned("GET", "/sandbox/")
            for word in ["://", "src=", "href=", "url(", "@import", "innerHTML", "eval("] {
                #expect(!answer.text.contains(word), "\(word)")
            }
            #expect(!answer.text.contains(scene.sandbox.controlToken))
            #expect(!answer.text.contains("sbx_"))
            let page = scene.sandbox.customerPage
            #expect(page.path() == "/sandbox/")
            #expect(page.fragment == "token=\(scene.sandbox.controlToken)")
        }
    }

    @Test func `is for this machine's own names, and only to be read`() async throws {
        try await Scene.run { scene in
            let foreign = try await scene.merchant.control(
                "GET", "", headers: ["Host": "evil.example"])
            #expect(foreign.status == 403)
            #expect(try await scene.merchant.control("POST", "").status == 405)
        }
    }

    @Test func `offers what an order can take where it stands`() async throws {
        let states: [(word: String, state: LegalityState)] = [
            ("CREATED", .created), ("USER_CONFIRM", .inService), ("USER_PAYING", .collecting),
            ("DEDUCTING", .deducting),
        ]
        try await Scene.run { scene in
            let merchant = scene.merchant
            let actions = try await Self.actions(merchant, "orders")
            #expect(Set(actions.flatMap(\.states)) == Set(states.map(\.word)))
            for (word, state) in states {
                for action in actions where action.states.contains(word) {
                    let number = "N_\(word.prefix(8))_\(action.path)"
                    try await state.prepare(number, merchant)
                    let answer = try await merchant.control(
                        "POST", "orders/\(number)/\(action.path)", action.body)
                    #expect(answer.status == 200, "\(word) \(action.path) \(answer.text)")
                }
            }
        }
    }

    @Test func `offers what an authorization can take`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.preAuthorize("C1")
            let actions = try await Self.actions(merchant, "authorizations")
            for state in ["UNBINDUSER", "AVAILABLE"] {
                let shown = try await merchant.authorization(code: "C1").json
                #expect(shown["authorization_state"] as? String == state)
                let offered = actions.filter { $0.states == [state] }
                #expect(offered.count == 1)
                for action in offered {
                    let answer = try await merchant.control(
                        "POST", "authorizations/C1/\(action.path)", action.body)
                    #expect(answer.status == 200, "\(action.path)")
                }
            }
        }
    }

    @Test func `lists the newest two hundred orders`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            for number in 0..<3 {
                _ = try await merchant.create("A\(number)")
                scene.clock.advance(by: 1)
            }
            let list = try await merchant.control("GET", "orders").json
            let orders = try #require(list["orders"] as? [[String: Any]])
            #expect(
                orders.map { ($0["order"] as? [String: Any])?["out_order_no"] as? String }
                    == ["A2", "A1", "A0"])
            #expect(list["left_out"] as? Int == 0)
            for number in 3..<202 { _ = try await merchant.create("A\(number)") }
            let longer = try await merchant.control("GET", "orders").json
            #expect((longer["orders"] as? [Any])?.count == 200)
            #expect(longer["left_out"] as? Int == 2)
        }
    }

    /// A button, as the page's script has it.
    private struct Action: Decodable {
        let path: String
        let amount: String
        let states: [String]

        var body: String { amount == "required" ? #"{"amount":100}"# : "" }
    }

    private static func actions(
        _ merchant: TestMerchant, _ kind: String
    ) async throws -> [Action] {
        let page = try await merchant.sendUnsigned("GET", "/sandbox/")
        let script = try inside("script", page.text)
        let line = try #require(script.split(separator: "\n").first)
        let json = line.drop { $0 != "{" }.prefix { $0 != ";" }
        let all = try JSONDecoder().decode([String: [Action]].self, from: Data(json.utf8))
        return try #require(all[kind])
    }

    private static func inside(_ element: String, _ page: String) throws -> String {
        let start = try #require(page.range(of: "<\(element)>"))
        let end = try #require(page.range(of: "</\(element)>"))
        return String(page[start.upperBound..<end.lowerBound])
    }

    private static func digest(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
