import Foundation
import Testing

/// What a person reads after a call: what was done, to which order, for how much and by whose word.
struct ResultWordingTests {
    @Test func `every call says what it did`() async throws {
        let shop = try await Shop()
        let created = try await shop.create("A-1")
        #expect(created.output.hasPrefix("CREATED A-1: risk fund ¥200.00\n"))
        let completed = try await shop.payscore(
            "complete", "A-1", "-", input: Shop.completion(5000))
        #expect(completed.output.hasPrefix("COMPLETED A-1: WeChat collects ¥50.00\n"))

        let stopped = try await shop.payscore(
            "modify", "A-1", "-", "--output", "json", input: Shop.modification(3800))
        let decision = try stopped.json["decision"] as? [String: Any]
        let permit = decision?["permit"] as? [String: Any]
        let token = try Unwrap.value(permit?["token"] as? String, stopped.output)
        let modified = try await shop.payscore(
            "modify", "A-1", "-", "--permit", token, "--at-stake", "12.00",
            input: Shop.modification(3800), actor: "finance-2")
        #expect(
            modified.output.hasPrefix(
                "MODIFIED A-1: WeChat collects ¥38.00 in all; ¥12.00 given up for good "
                    + "(acknowledged by finance-2)\n"))

        let permitted = try await shop.permit(for: "A-1")
        let cancelled = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", permitted, "--at-stake", "¥38",
            actor: "finance-2")
        #expect(
            cancelled.output.hasPrefix(
                "CANCELLED A-1: ¥38.00 given up for good (acknowledged by finance-2)\n"
                    + "  WeChat answered, and the answer is verified\n"))
        let attempts = try await shop.payscore("attempts").output
        #expect(attempts.contains("APPLIED  WeChat answered"))
    }

    @Test func `an order that gives nothing up is cancelled in as many words`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let dry = try await shop.payscore("cancel", "A-1", "--reason", "x", "--dry-run")
        #expect(dry.output.hasPrefix("DRY RUN  nothing was sent, and no permit was spent\n"))
        let cancelled = try await shop.payscore("cancel", "A-1", "--reason", "x")
        #expect(cancelled.output.hasPrefix("CANCELLED A-1\n"))
        let history = try await shop.payscore("history", "A-1").output
        #expect(history.contains("dry run: cancel allowed"))
        #expect(history.contains("  cancel allowed"))
        let records = try await shop.payscore("history", "A-1", "--output", "json").lines
        let details = records.compactMap { $0["details"] as? [String: String] }
        let marks = details.filter { $0["decision"] != nil }.map { $0["dry_run"] }
        #expect(marks == [nil, "yes", nil])
    }

    @Test func `what concerns no call says what it did too`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        for (words, beginning) in [
            (["query", "A-1"], "QUERIED A-1: new: confirmed\nOrder A-1  in_service"),
            (["query", "A-1"], "QUERIED A-1: nothing new\n"),
            (
                ["protect", "A-1", "--reason", "x"],
                "PROTECTED A-1 from calls that give money up, by tester\n"
            ),
            (["unprotect", "A-1", "--reason", "x"], "UNPROTECTED A-1: "),
            (
                ["note", "A-1", "--about", "1", "--disputes", "--reason", "x"],
                "NOTED  tester disputes record 1 of A-1\n"
            ),
            (["velocity-limit", "reset", "--reason", "x"], "RESET  the velocity limit, by tester"),
            (["resume", "--reason", "x"], "NOTHING TO DO  "),
        ] {
            let run = try await shop.payscore(words)
            #expect(run.output.hasPrefix(beginning), "\(words): \(run.output)")
        }
        let observed = try await shop.payscore(
            "observe", "-", input: #"{"out_order_no":"B-1","state":"CREATED"}"#)
        #expect(observed.output.hasPrefix("RECORDED B-1: new: adopted\n"))
        let imported = try await shop.payscore(
            "import", "-", input: #"{"out_order_no":"C-1","state":"CREATED"}"#)
        #expect(imported.output.hasPrefix("IMPORTED  1 order from standard input\n"))
        let rehearsed = try await shop.payscore(
            "import", "-", "--dry-run", input: #"{"out_order_no":"C-1","state":"CREATED"}"#)
        #expect(rehearsed.output.hasPrefix("DRY RUN  nothing was written; 1 order of standard"))
        let verified = try await shop.payscore("verify").output
        #expect(verified.contains(" of 3 orders, 0 checkpoints, "))
    }

    @Test func `a used up velocity limit is not called free`() async throws {
        let shop = try await Shop()
        let limits = ["PAYSCORE_POLICY_VELOCITY_LIMIT_CANCELS": "1"]
        try await shop.charge("A-1")
        let before = try await shop.payscore("velocity-limit", "status", environment: limits)
        #expect(before.output.hasPrefix("NOT TRIPPED  1 call may still forgive ¥10000.00"))
        let permit = try await shop.permit(for: "A-1")
        let cancelled = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", permit, "--at-stake", "50.00",
            environment: limits)
        #expect(cancelled.status == 0)
        let after = try await shop.payscore("velocity-limit", "status", environment: limits)
        #expect(after.output.hasPrefix("USED UP  "))
        #expect(after.output.contains("in the last 60 minutes: 1 call, ¥50.00 (5000 fen) forgiven"))
    }

    @Test func `what failed after a call was sent says how to go on`() async throws {
        let shop = try await Shop()
        try shop.directory.write(Shop.creation("A-1"), to: "order.json")
        let environment = "PAYSCORE_CONFIG=sandbox/payscore.json"
        let run = try await Program.shell(
            "\(environment) $PAYSCORE create order.json > /dev/full", in: shop.directory.url)
        #expect(run.status == 74)
        #expect(run.errors.contains("error output_failed: "))
        #expect(run.errors.contains("may have reached WeChat: do not repeat it; run `payscore rec"))
        let unsent = try await Program.shell(
            "\(environment) $PAYSCORE orders > /dev/full", in: shop.directory.url)
        #expect(unsent.status == 74)
        #expect(!unsent.errors.contains("WeChat"))
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
        arguments: [
            ("PAYSCORE_POLICY_SECOND_PERSON", "same_person"),
            ("PAYSCORE_POLICY_VERIFIED_PERSON", "person_not_verified"),
        ])
    func `nobody is asked for an amount who will be refused`(
        rule: String, code: String
    ) async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        let cancel = "$PAYSCORE cancel A-1 --reason x --config sandbox/payscore.json"
        let run = try await Program.shell(
            "echo 50.00 | NO_COLOR=1 \(rule)=true script -qec '\(cancel)' /dev/null",
            in: shop.directory.url)
        #expect(run.status == 10)
        #expect(!run.output.contains("type the amount"))
        #expect(run.output.contains("  reason    \(code)"))
        #expect(run.output.contains("tester cannot acknowledge this"))
    }
}
