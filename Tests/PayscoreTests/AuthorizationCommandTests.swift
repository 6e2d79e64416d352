import Foundation
import Testing

/// `authorization …` and `forget-customer`, against a sandbox.
struct AuthorizationCommandTests {
    private static let openID = "oUpF8uMuAJO_M2pxb1Q9zNjWe"

    /// A shop in which a customer has agreed to a code.
    private static func shop(agreedTo code: String) async throws -> Shop {
        let shop = try await Shop()
        let run = try await shop.payscore("authorization", "request", code, "--output", "json")
        #expect(run.status == 0, "\(run.errors)")
        let token = try run.json["apply_permissions_token"] as? String
        #expect(token?.isEmpty == false)
        try await shop.control(
            "authorizations/\(code)/open", body: #"{"openid":"\#(openID)"}"#)
        return shop
    }

    private static func query(_ shop: Shop) async throws -> Program.Run {
        try await shop.payscore(
            "authorization", "query", "--openid-file", "-", "--output", "json", input: openID)
    }

    @Test func `an authorization is requested, queried, used and ended`() async throws {
        let shop = try await Self.shop(agreedTo: "AUTH-1")
        let queried = try await Self.query(shop)
        #expect(queried.status == 0, "\(queried.errors)")
        #expect(try queried.json["authorization_code"] as? String == "AUTH-1")
        #expect(try queried.json["phase"] as? String == "available")
        let creation = Shop.creation("A-1").dropLast()
        let created = try await shop.payscore(
            "create", "-",
            input: creation + #","need_user_confirm":false,"openid":"\#(Self.openID)"}"#)
        #expect(created.status == 0, "\(created.errors)")

        let denied = try await shop.payscore(
            "authorization", "terminate", "AUTH-1", "--reason", "用户要求", "--output", "json")
        #expect(denied.status == 11)
        #expect(try denied.json["open_orders"] as? [String] == ["A-1"])
        let cancelled = try await shop.payscore("cancel", "A-1", "--reason", "x")
        #expect(cancelled.status == 0, "\(cancelled.errors)")
        let ended = try await shop.payscore(
            "authorization", "terminate", "AUTH-1", "--reason", "用户要求")
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(ended.output.contains("TERMINATED"))
        let again = try await shop.payscore(
            "create", "-",
            input: Shop.creation("A-2").dropLast()
                + #","need_user_confirm":false,"openid":"\#(Self.openID)"}"#)
        #expect(again.status == 11)
        #expect(again.output.contains("authorization_unavailable"))

        let history = try await shop.payscore("authorization", "history", "AUTH-1")
        #expect(history.status == 0)
        for words in ["authorization requested", "authorization opened", "authorization closed"] {
            #expect(history.output.contains(words), "\(words)")
        }
        let runs = [queried, created, denied, cancelled, ended, again, history]
        for run in runs { #expect(!(run.output + run.errors).contains(Self.openID)) }
        let verified = try await shop.payscore("verify")
        #expect(verified.status == 0, "\(verified.output)")
    }

    @Test func `an authorization's history is exported, and checked as an order's`() async throws {
        let shop = try await Self.shop(agreedTo: "AUTH-1")
        #expect(try await Self.query(shop).status == 0)
        let note = shop.directory.url.path + "/note"
        #expect(try await shop.payscore("checkpoint", "--out", note).status == 0)
        let ended = try await shop.payscore(
            "authorization", "terminate", "AUTH-1", "--reason", "用户要求")
        #expect(ended.status == 0, "\(ended.errors)")
        let export = try await shop.payscore(
            "authorization", "export", "AUTH-1", "--checkpoint", note)
        #expect(export.status == 0, "\(export.errors)")
        #expect(!export.output.contains(Self.openID))
        let lines = try export.lines
        #expect(lines.first?["subject"] as? String == "authorization:AUTH-1")
        #expect(lines.first?["phase"] as? String == "unavailable")
        #expect(lines.count == (lines.first?["records"] as? Int ?? 0) + 1)

        func check(_ text: String) async throws -> Program.Run {
            try await shop.payscore(
                "check", "-", "--checkpoint", note, "--output", "json", input: text)
        }
        let held = try await check(export.output)
        #expect(held.status == 0, "\(held.output)")
        #expect(try held.json["subject"] as? String == "authorization:AUTH-1")
        #expect(try held.json["sealed"] as? Int ?? 0 > 0)
        let altered = export.output.replacing(
            "\"reason\":\"用户要求\"", with: "\"reason\":\"商户要求\"")
        #expect(altered != export.output)
        #expect(try await check(altered).json["problem"] as? String == "export_record_altered")
        // The number of an order may be the code of an authorization.
        let order = export.output.replacing(
            "\"subject\":\"authorization:AUTH-1\"", with: "\"subject\":\"order:AUTH-1\"",
            maxReplacements: 1)
        #expect(try await check(order).json["problem"] as? String == "export_record_missing")
        let text = try await shop.payscore("check", "-", input: export.output)
        #expect(text.output.contains("records of authorization AUTH-1"))
    }

    @Test func `a customer is forgotten, by name or by openid, and the journal still verifies`()
        async throws
    {
        let shop = try await Self.shop(agreedTo: "AUTH-1")
        let customer = try Unwrap.value(
            try await Self.query(shop).json["customer"] as? String, "no customer")
        let words = ["forget-customer", "--reason", "用户要求", "--output", "json"]
        let forgotten = try await shop.payscore(
            words + ["--openid-file", "-"], input: Self.openID + "\n")
        #expect(forgotten.status == 0, "\(forgotten.errors)")
        #expect(try forgotten.json["result"] as? String == "forgotten")
        #expect(try forgotten.json["customer"] as? String == customer)
        let again = try await shop.payscore(words + [customer])
        #expect(try again.json["result"] as? String == "unchanged")
        for (name, status) in [("cus_0011223344556677889", 65), ("cus_00112233445566778899", 66)] {
            let run = try await shop.payscore(words + [name])
            #expect(run.status == status, "\(name): \(run.errors)")
        }
        let unknown = try await shop.payscore(
            words + ["--openid-file", "-"], input: Self.openID)
        #expect(unknown.status == 66)
        #expect(try await shop.payscore("verify").status == 0)
        // A query of what was theirs gives them no other name, which would lead back to this one.
        #expect(try await Self.query(shop).json["customer"] as? String == customer)
        let still = try await shop.payscore(words + ["--openid-file", "-"], input: Self.openID)
        #expect(still.status == 66)
    }

    @Test func `another customer key is refused, and the doctor tells`() async throws {
        let shop = try await Self.shop(agreedTo: "AUTH-1")
        #expect(try await Self.query(shop).status == 0)
        func verdict() async throws -> String? {
            try await shop.payscore("doctor", "--output", "json").lines
                .first { $0["check"] as? String == "customer key" }?["verdict"] as? String
        }
        #expect(try await verdict() == "ok")
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        try Data(key.utf8).write(
            to: shop.directory.url.appendingPathComponent("sandbox/customer_key.txt"))
        let run = try await shop.payscore(
            "authorization", "query", "--openid-file", "-", "--output", "json", input: "oAnother")
        #expect(run.status != 0)
        let forgotten = try await shop.payscore(
            "forget-customer", "--reason", "x", "--openid-file", "-", "--output", "json",
            input: Self.openID)
        #expect(forgotten.status == 78)
        #expect(forgotten.errorCode == "customer_key_differs")
        #expect(try await verdict() == "fail")
    }

    @Test func `without a customer key, what names a customer is refused`() async throws {
        let shop = try await Shop()
        let file = shop.directory.url.appendingPathComponent("sandbox/payscore.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let kept = text.split(separator: "\n").filter { !$0.contains("customer_key_file") }
        try Data(kept.joined(separator: "\n").utf8).write(to: file)
        let run = try await shop.payscore(
            "create", "-", "--output", "json",
            input: Shop.creation("A-1").dropLast()
                + #","need_user_confirm":false,"openid":"\#(Self.openID)"}"#)
        #expect(run.status == 78)
        #expect(run.errorCode == "customer_key_missing")
        #expect(!(run.output + run.errors).contains(Self.openID))
        let query = try await Self.query(shop)
        #expect(query.errorCode == "customer_key_missing", "\(query.errors)")
    }

    @Test(arguments: [
        ["authorization", "query"], ["authorization", "query", "A", "--openid-file", "-"],
        ["authorization"], ["forget-customer", "--reason", "x"],
        ["authorization", "terminate", "A"],
    ])
    func `a command that does not say which is not understood`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(words, in: directory.url)
        #expect(run.status == 64)
    }

    @Test func `authorizations are listed, and found where an order was looked for`() async throws {
        let shop = try await Self.shop(agreedTo: "AUTH-1")
        _ = try await Self.query(shop)
        _ = try await shop.payscore("authorization", "request", "AUTH-2")
        let list = try await shop.payscore("authorization", "list", "--output", "json").lines
        #expect(list.map { $0["authorization_code"] as? String } == ["AUTH-1", "AUTH-2"])
        #expect(list.map { $0["phase"] as? String } == ["available", "pending"])
        let page = try await shop.payscore("authorization", "list", "--limit", "1")
        #expect(page.output.contains("AUTH-1") && !page.output.contains("AUTH-2"))
        #expect(page.errors.contains("payscore authorization list --limit 1 --after='AUTH-1'"))
        let rest = try await shop.payscore("authorization", "list", "--after", "AUTH-1")
        #expect(!rest.output.contains("AUTH-1") && rest.output.contains("AUTH-2"))
        for command in ["history", "show"] {
            let run = try await shop.payscore(command, "AUTH-1")
            #expect(run.status == 66)
            #expect(run.errors.contains("payscore authorization history AUTH-1"), "\(command)")
        }
        let other = try await shop.payscore("history", "A-9")
        #expect(other.errors.contains("payscore query A-9"))
        let chinese = try await shop.payscore(
            "authorization", "history", "AUTH-1", "--lang", "zh")
        #expect(chinese.output.contains("待用户授权 pending → 已授权 available"), "\(chinese.output)")
        let attempts = try await shop.payscore("attempts").output
        #expect(attempts.contains("SUBJECT") && attempts.contains("authorization AUTH-2"))
    }

    @Test(arguments: ["history", "export"])
    func `a code that was never seen has no history`(command: String) async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let run = try await shop.payscore(
            "authorization", command, "AUTH-9", "--output", "json")
        #expect(run.status == 66)
        #expect(run.output == "")
        #expect(run.errorCode == "authorization_unknown")
    }
}
