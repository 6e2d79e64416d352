import Foundation
import Sandbox
import Testing

/// Permits, protection, the velocity limit and the second person, from the command line.
struct CancelCommandTests {
    @Test func `a permit of another order, an unknown and a stale one are conflicts`() async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1")
        try await shop.charge("B-1")
        let foreign = try await shop.permit(for: "B-1")
        let stale = try await shop.permit(for: "A-1")
        try await shop.control("orders/A-1/pay", body: #"{"amount":1000}"#)
        for (token, problem) in [
            (foreign, "permit_foreign"), ("pmt_nonsense", "permit_unknown"), ("", "permit_unknown"),
            (stale, "permit_stale"),
        ] {
            let run = try await shop.payscore(
                "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00",
                "--output", "json")
            #expect(run.status == 14)
            #expect(try run.json["problem"] as? String == problem)
        }
        let requests = try await shop.requests()
        #expect(!requests.contains { $0["operation"] as? String == "cancel" })
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
        arguments: [
            ("50.00", "revoked"), ("¥50", "revoked"), ("5000 fen", "revoked"), ("5000", "awaiting"),
            ("50", "awaiting"), ("49.99", "awaiting"), ("", "awaiting"),
        ])
    func `on a terminal the amount is typed, once`(
        typed: String, end: String
    ) async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let cancel =
            "NO_COLOR=1 $PAYSCORE cancel A-1 --reason x --config sandbox/payscore.json"
        let run = try await Program.shell(
            "echo '\(typed)' | script -qec '\(cancel)' /dev/null", in: shop.directory.url)
        #expect(run.output.contains("type the amount"))
        #expect(run.output.contains("\u{1B}") == false)
        let orders = try await shop.payscore("orders", "--output", "json")
        let phase = try orders.lines.first?["phase"] as? String
        #expect(phase?.hasPrefix(end) == true)
        #expect(run.status == (end == "revoked" ? 0 : 10))
    }

    @Test func `a permit expires`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let short = ["PAYSCORE_POLICY_PERMIT_SECONDS": "1"]
        let granted = try await shop.payscore(
            "can-cancel", "A-1", "--output", "json", environment: short)
        let permit = try granted.json["permit"] as? [String: String]
        let token = try Unwrap.value(permit?["token"], "no permit")
        // Every try records the time that has passed; the first after the end is refused.
        var run = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00", "--dry-run",
            "--output", "json")
        while run.status == 0 {
            run = try await shop.payscore(
                "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00",
                "--dry-run", "--output",
                "json")
        }
        #expect(run.status == 14)
        #expect(try run.json["problem"] as? String == "permit_expired")
    }

    @Test func `a protected order is not cancelled before somebody lifts the protection`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        #expect(try await shop.payscore("protect", "A-1", "--reason", "大客户").status == 0)
        let denied = try await shop.payscore("cancel", "A-1", "--reason", "x", "--output", "json")
        #expect(denied.status == 11)
        #expect(denied.output.contains(#""code":"protected""#))
        #expect(try await shop.payscore("unprotect", "A-1", "--reason", "好").status == 0)
        #expect(try await shop.payscore("cancel", "A-1", "--reason", "x").status == 0)
        let unknown = try await shop.payscore(
            "protect", "NONE", "--reason", "x", "--output", "json")
        #expect(unknown.status == 66)
        #expect(unknown.errorCode == "order_unknown")
    }

    @Test func `the velocity limit trips, denies, and is reset by name`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1", fen: 5000)
        let limits = ["PAYSCORE_POLICY_VELOCITY_LIMIT_CANCELS": "0"]
        let denied = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--output", "json", environment: limits)
        #expect(denied.status == 11)
        #expect(denied.output.contains("velocity_limit_tripped"))
        #expect(denied.errors.contains(#""code":"velocity_limit_tripped""#))
        let tripped = try await shop.payscore("velocity-limit", "status", "--output", "json")
        #expect(try tripped.json["tripped"] as? Bool == true)
        // Tripped, it denies under any limit.
        #expect(try await shop.payscore("can-cancel", "A-1").status == 11)
        let reset = try await shop.payscore(
            "velocity-limit", "reset", "--reason", "查过了", "--output", "json", actor: "boss")
        #expect(reset.status == 0)
        #expect(try reset.json["tripped"] as? Bool == false)
        #expect(try await shop.payscore("can-cancel", "A-1").status == 10)
    }

    @Test func `a bill above the limit in fen is denied until the limit is raised`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1", fen: 5000)
        let limits = ["PAYSCORE_POLICY_VELOCITY_LIMIT_FEN": "4999"]
        let denied = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--output", "json", environment: limits)
        #expect(denied.status == 11)
        #expect(denied.output.contains("exceeds_velocity_limit"))
        let usage = try await shop.payscore("velocity-limit", "status", "--output", "json")
        #expect(try usage.json["tripped"] as? Bool == false)
        #expect(try await shop.payscore("can-cancel", "A-1").status == 10)
    }

    @Test(arguments: [
        ["--permit", "pmt_1"], ["--at-stake", "50.00"],
    ])
    func `a permit alone is no consent, and neither is an amount`(arguments: [String]) async throws
    {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["cancel", "A-1", "--reason", "x"] + arguments, in: directory.url)
        #expect(run.status == 64)
        #expect(run.errors.contains("a permit alone consents to nothing"))
    }

    @Test(arguments: ["50", "5000", "50.0", "fifty", "-50.00", " "])
    func `an amount that could be read in two ways is refused before anything is asked`(
        amount: String
    ) async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let token = try await shop.permit(for: "A-1")
        let before = try await shop.requests().count
        let run = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake=\(amount)",
            "--output", "json")
        #expect(run.status == 65)
        #expect(run.errorCode == "invalid_amount")
        if amount == "50" {
            #expect(run.errors.contains("write 50.00 or ¥50 for yuan, 50 fen for fen"))
        }
        #expect(try await shop.requests().count == before)
    }

    @Test func `another amount than the one at stake gives nothing up`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let token = try await shop.permit(for: "A-1")
        func cancel(_ amount: String) async throws -> Program.Run {
            try await shop.payscore(
                "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", amount,
                "--output", "json")
        }
        let wrong = try await cancel("0.50")
        #expect(wrong.status == 14)
        #expect(try wrong.json["problem"] as? String == "permit_amount_differs")
        let right = try await cancel("¥50.00")
        #expect(right.status == 0)
        let attempt = try right.json["attempt"] as? [String: Any]
        #expect(attempt?["given_up_fen"] as? Int == 5000)
        #expect(attempt?["acknowledged_by"] as? String == "tester")
    }

    @Test func `where a second person is asked for, nobody acknowledges what they requested`()
        async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let policy = ["PAYSCORE_POLICY_SECOND_PERSON": "true"]
        let token = try await shop.permit(for: "A-1", actor: "alice")
        let own = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00", "--output",
            "json",
            actor: "alice", environment: policy)
        #expect(own.status == 11)
        #expect(own.output.contains("same_person"))
        let other = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00", "--output",
            "json",
            actor: "bob", environment: policy)
        #expect(other.status == 0)
    }

    @Test func `closed orders are denied with their reason`() async throws {
        let shop = try await Shop()
        try await shop.charge("PAID")
        try await shop.control("orders/PAID/pay")
        _ = try await shop.create("LAPSED", isConfirmed: false)
        try await shop.control("orders/LAPSED/expire")
        _ = try await shop.create("GONE")
        #expect(try await shop.payscore("cancel", "GONE", "--reason", "x").status == 0)
        for (order, reason) in [
            ("PAID", "already_done"), ("LAPSED", "already_expired"), ("GONE", "already_revoked"),
        ] {
            let run = try await shop.payscore("cancel", order, "--reason", "x", "--output", "json")
            #expect(run.status == 11)
            #expect(run.output.contains(reason))
        }
        let none = try await shop.payscore("cancel", "NONE", "--reason", "x", "--output", "json")
        #expect(none.status == 66)
        #expect(none.errorCode == "order_unknown")
    }

    @Test func `what somebody wrote is stored as it is and shown without effect`() async throws {
        let shop = try await Shop()
        for (index, reason) in ["=HYPERLINK(\"x\")", "<script>x</script>"].enumerated() {
            _ = try await shop.create("A-\(index)")
            #expect(
                try await shop.payscore("cancel", "A-\(index)", "--reason=\(reason)").status == 0)
            let history = try await shop.payscore("history", "A-\(index)", "--output", "json")
            #expect(try history.lines.contains { $0["reason"] as? String == reason })
        }
        let drawn = try await shop.payscore("diagram", "A-1", "--format", "svg")
        #expect(drawn.status == 0)
        #expect(!drawn.output.contains("<script"))
    }

    @Test func `thirty characters are a reason, one more is not, and fifty may be configured`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let (thirty, more) = (String(repeating: "汉", count: 30), String(repeating: "汉", count: 31))
        let refused = try await shop.payscore(
            "cancel", "A-1", "--reason", more, "--dry-run", "--output", "json")
        #expect(refused.status == 65)
        #expect(refused.errorCode == "invalid_reason")
        for (reason, limit) in [(thirty, 30), (more, 50)] {
            try shop.setPolicy(["reason_limit": limit])
            let run = try await shop.payscore("cancel", "A-1", "--reason", reason, "--dry-run")
            #expect(run.status == 0)
        }
    }

    @Test func `a bar in a number travels encoded, in the path and in the signature`() async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A|1*", isConfirmed: false)
        #expect(try await shop.payscore("cancel", "A|1*", "--reason", "x").status == 0)
        let requests = try await shop.requests()
        #expect(
            requests.contains { ($0["path"] as? String)?.contains("A%7C1*/cancel") == true })
    }

    @Test func `a cancel that WeChat refuses ends with 12 and says what WeChat said`()
        async throws
    {
        let directory = try TemporaryDirectory()
        let sandbox = try await SandboxServer.start(
            SandboxSettings(
                directory: directory.url, cancelAfterCompletion: .refused,
                unauthorizedOrders: .accepted))
        func payscore(_ words: String..., input: String? = nil) async throws -> Program.Run {
            try await Program.run(words, in: directory.url, input: input)
        }
        let creation = Shop.creation("A-1").dropLast()
        let created = try await payscore(
            "create", "-",
            input: creation + #","need_user_confirm":false,"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWe"}"#)
        #expect(created.status == 0, "\(created.errors)")
        let completed = try await payscore("complete", "A-1", "-", input: Shop.completion(5000))
        #expect(completed.status == 0)
        let asked = try await payscore("can-cancel", "A-1", "--output", "json")
        let permit = try asked.json["permit"] as? [String: String]
        let token = try Unwrap.value(permit?["token"], "no permit")
        let run = try await payscore(
            "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00", "--output",
            "json")
        #expect(run.status == 12)
        #expect(try run.json["result"] as? String == "refused")
        let attempt = try run.json["attempt"] as? [String: Any]
        let refusal = attempt?["refusal"] as? [String: Any]
        #expect(refusal?["code"] as? String == "PARAM_ERROR")
        #expect((refusal?["message"] as? String)?.isEmpty == false)
        await sandbox.stop()
    }
}
