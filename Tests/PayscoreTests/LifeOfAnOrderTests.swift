import Foundation
import Testing

/// The whole way, as a new user walks it: the built program against its own sandbox.
struct LifeOfAnOrderTests {
    @Test func `an order lives, is cancelled with care, and can be read, exported and verified`()
        async throws
    {
        let shop = try await Shop()
        let created = try await shop.payscore(
            "create", "-", "--output", "json", input: Shop.creation("A-1"))
        #expect(created.status == 0)
        #expect(try created.json["result"] as? String == "applied")
        #expect(try (created.json["package"] as? String)?.isEmpty == false)
        try await shop.control("orders/A-1/confirm")

        let may = try await shop.payscore("can-cancel", "A-1", "--output", "json")
        #expect(may.status == 0)
        #expect(try may.json["phase"] as? String == "in_service")
        let done = try await shop.payscore("complete", "A-1", "-", input: Shop.completion(5000))
        #expect(done.status == 0)

        try await shop.killAndRestartSandbox()

        let careless = try await shop.payscore(
            "cancel", "A-1", "--reason", "误操作", "--output", "json")
        #expect(careless.status == 10)
        #expect(try careless.json["result"] as? String == "needs_acknowledgement")
        let token = try await shop.permit(for: "A-1")
        let asked = try await shop.payscore(
            "cancel", "A-1", "--reason", "免单", "--permit", "-", "--at-stake", "50.00", "--dry-run",
            input: token + "\n")
        #expect(asked.status == 0, "\(asked.errors)")
        let rehearsed = try await shop.payscore(
            "cancel", "A-1", "--reason", "免单", "--permit", token, "--at-stake", "50.00",
            "--dry-run", "--output", "json")
        #expect(rehearsed.status == 0)
        let request = try rehearsed.json["request"] as? [String: String]
        #expect(request?["method"] == "POST")
        #expect(request?["path"] == "/v3/payscore/serviceorder/A-1/cancel")
        #expect(request?["body"]?.contains(#""reason":"免单""#) == true)
        let cancelled = try await shop.payscore(
            "cancel", "A-1", "--reason", "免单", "--permit", token, "--at-stake", "50.00", "--output",
            "json")
        #expect(cancelled.status == 0)
        #expect(try (cancelled.json["order"] as? [String: Any])?["phase"] as? String == "revoked")
        let again = try await shop.payscore(
            "cancel", "A-1", "--reason", "免单", "--permit", token, "--at-stake", "50.00", "--output",
            "json")
        #expect(again.status == 14)
        #expect(try again.json["problem"] as? String == "permit_spent")

        try await checkTrail(of: "A-1", in: shop)
    }

    private func checkTrail(of order: String, in shop: Shop) async throws {
        let history = try await shop.payscore("history", order, "--output", "json")
        #expect(history.status == 0)
        let records = try history.lines
        let events = records.compactMap { $0["event"] as? String }
        #expect(events.contains("created") && events.contains("completed"))
        #expect(events.contains("permit_issued") && events.contains("revoked"))
        #expect(records.map { $0["revision"] as? Int } == Array(1...records.count))
        #expect(records.allSatisfy { $0["actor"] as? String == "tester" })
        #expect(records.allSatisfy { $0["channel"] as? String == "cli" })
        #expect(records.contains { $0["reason"] as? String == "免单" })
        #expect(!history.output.contains("pmt_"))
        let timeline = try await shop.payscore("history", order)
        #expect(timeline.output.contains("awaiting_payment → revoked"))
        #expect(timeline.output.contains("“免单”"))

        let export = try await shop.payscore("export", order)
        #expect(export.status == 0)
        #expect(try export.lines.count == records.count + 1)
        let verify = try await shop.payscore("verify", "--output", "json")
        #expect(verify.status == 0)
        #expect(try verify.json["sound"] as? Bool == true)
        let requests = try await shop.requests()
        #expect(requests.count { $0["operation"] as? String == "cancel" } == 1)
    }

    @Test func `an amount is lowered by the consent of a person who stated the difference`()
        async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let lower = Shop.modification(3800)
        let careless = try await shop.payscore(
            "modify", "A-1", "-", "--output", "json", input: lower)
        #expect(careless.status == 10)
        let decision = try careless.json["decision"] as? [String: Any]
        #expect(decision?["at_stake_fen"] as? Int == 1200)
        let permit = decision?["permit"] as? [String: Any]
        let token = try Unwrap.value(permit?["token"] as? String, "no permit")

        func modify(_ json: String, stating amount: String, _ more: String...) async throws
            -> Program.Run
        {
            try await shop.payscore(
                ["modify", "A-1", "-", "--permit", token, "--at-stake", amount] + more
                    + ["--output", "json"], input: json, actor: "finance")
        }
        let dry = try await modify(lower, stating: "12.00", "--dry-run")
        let path = try (dry.json["request"] as? [String: Any])?["path"] as? String
        #expect(path == "/v3/payscore/serviceorder/A-1/modify")
        for (json, amount, problem) in [
            (lower, "38.00", "permit_amount_differs"),
            (Shop.modification(3700), "13.00", "permit_foreign"),
        ] {
            let run = try await modify(json, stating: amount)
            #expect(run.status == 14)
            #expect(try run.json["problem"] as? String == problem)
        }
        let done = try await modify(lower, stating: "12.00")
        #expect(done.status == 0)
        #expect(try (done.json["order"] as? [String: Any])?["due_fen"] as? Int == 3800)
        let attempt = try done.json["attempt"] as? [String: Any]
        #expect(attempt?["given_up_fen"] as? Int == 1200)
        #expect(attempt?["requested_by"] as? String == "tester")
        #expect(attempt?["acknowledged_by"] as? String == "finance")

        let history = try await shop.payscore("history", "A-1")
        #expect(history.output.contains("“优惠”"))
        let raised = try await shop.payscore(
            "modify", "A-1", "-", "--output", "json", input: lower)
        #expect(raised.status == 11)
        #expect(raised.output.contains("amount_not_lower"))
        let lone = try await shop.payscore("modify", "A-1", "-", "--permit", token, input: lower)
        #expect(lone.status == 64)
        let requests = try await shop.requests()
        #expect(requests.count { $0["operation"] as? String == "modify" } == 1)
        #expect(try await shop.payscore("verify").status == 0)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: exportChecker)))
    func `a stranger's page of Python finds an export sound, and an altered one not`()
        async throws
    {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let export = try await shop.payscore("export", "A-1")
        let good = try shop.directory.write(export.output, to: "good.jsonl")
        let bad = try shop.directory.write(
            export.output.replacing("tester", with: "taster", maxReplacements: 1),
            to: "bad.jsonl")
        let directory = shop.directory.url
        let sound = try await Program.shell("python3 \(exportChecker) \(good)", in: directory)
        let altered = try await Program.shell("python3 \(exportChecker) \(bad)", in: directory)
        #expect(sound.status == 0, "\(sound.errors)")
        #expect(sound.output.hasPrefix("the export holds; 0 of "))
        #expect(altered.status != 0)
    }

    @Test func `a lost answer is resolved before the command ends`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        try await shop.fault("answer_lost", on: "cancel", of: "A-1")
        let run = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--output", "json")
        #expect(run.status == 0)
        #expect(try (run.json["attempt"] as? [String: Any])?["outcome"] as? String == "found")
    }

    @Test func `a lost request stays unresolved, blocks the next cancel and is listed`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        try await shop.fault("request_lost", on: "cancel", of: "A-1")
        let lost = try await shop.payscore("cancel", "A-1", "--reason", "x", "--output", "json")
        #expect(lost.status == 13)
        #expect(try lost.json["result"] as? String == "unresolved")
        let next = try await shop.payscore("cancel", "A-1", "--reason", "x", "--output", "json")
        #expect(next.status == 11)
        #expect(next.output.contains("attempt_unresolved"))
        let open = try await shop.payscore("attempts", "--open", "--output", "json")
        #expect(try open.lines.map { $0["call"] as? String } == ["cancel"])
        let reconcile = try await shop.payscore("reconcile", "--output", "json")
        #expect(reconcile.status == 13)
        try await shop.stopSandbox()
        let dark = try await shop.payscore("reconcile")
        #expect(dark.status == 13)
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGKILL])
    func `a command that is ended in the middle leaves an attempt that reconcile resolves`(
        signal: Int32
    ) async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        try await shop.fault("delay", on: "cancel", of: "A-1", delay: 60_000)
        let command = try shop.begin("cancel", "A-1", "--reason", "x")
        try await shop.await("A-1", state: "REVOKED")

        // Another writer is refused, readers are not.
        let second = try await shop.payscore(
            "cancel", "A-1", "--reason", "y", "--output", "json", "--wait", "1")
        #expect(second.status == 14)
        #expect(second.errorCode == "journal_locked")
        #expect(second.errors.contains("process \(command.processIdentifier) since "))
        #expect(try await shop.payscore("orders").status == 0)
        #expect(try await shop.payscore("verify").status == 0)

        let limits = "/proc/\(command.processIdentifier)/limits"
        let core = try String(contentsOfFile: limits, encoding: .utf8).split(separator: "\n")
            .first { $0.hasPrefix("Max core file size") }
        #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
        kill(command.processIdentifier, signal)
        command.waitUntilExit()
        let open = try await shop.payscore("attempts", "--open", "--output", "json")
        #expect(try open.lines.count == 1)
        let resolved = try await shop.payscore("reconcile", "--output", "json")
        #expect(resolved.status == 0)
        #expect(try resolved.lines.map { $0["result"] as? String } == ["applied"])
        #expect(try await shop.payscore("verify").status == 0)
    }
}

/// The program of docs/reference with which a stranger checks an export.
private let exportChecker = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/reference/check_export.py").path
