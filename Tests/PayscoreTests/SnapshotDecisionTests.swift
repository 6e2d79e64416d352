import Foundation
import Testing

/// `can-cancel --snapshot`: the decision table, row by row, under both rules.
struct SnapshotDecisionTests {
    /// One row: what WeChat answers, and what is decided under 1.1 and under 1.0.
    struct Row: Sendable, CustomTestStringConvertible {
        let snapshot: String
        let phase: String
        let newer: String
        let older: String
        var hazard: Int?
        var notice: Int?

        var testDescription: String { snapshot }

        init(
            _ snapshot: String, _ phase: String, _ newer: String, older: String? = nil,
            hazard: Int? = nil, notice: Int? = nil
        ) {
            self.snapshot = snapshot
            self.phase = phase
            self.newer = newer
            self.older = older ?? newer
            self.hazard = hazard
            self.notice = notice
        }
    }

    private static func paying(_ total: Int, paying: Int, paid: Int) -> String {
        """
        {"state":"DOING","state_description":"MCH_COMPLETE","collection":{"state":"USER_PAYING",\
        "total_amount":\(total),"paying_amount":\(paying),"paid_amount":\(paid)}}
        """
    }

    static let rows: [Row] = [
        Row(#"{"state":"CREATED"}"#, "created", "allowed"),
        Row(
            #"{"state":"CREATED","state_description":"","collection":{},"post_payments":[]}"#,
            "created", "allowed"),
        Row(
            #"{"state":"DOING","state_description":"USER_CONFIRM","risk_fund":{"amount":9900}}"#,
            "in_service", "allowed", notice: 9900),
        Row(
            paying(5000, paying: 5000, paid: 0), "awaiting_payment", "needs_acknowledgement",
            older: "after_completion", hazard: 5000),
        Row(
            paying(5000, paying: 4000, paid: 1000), "awaiting_payment", "partly_paid",
            older: "after_completion,partly_paid"),
        Row(
            #"{"state":"DOING","state_description":"MCH_COMPLETE","#
                + #""collection":{"state":"USER_PAID"}}"#,
            "indeterminate", "already_paid"),
        Row(
            #"{"state":"DOING","collection":{"state":"USER_PAID"}}"#, "indeterminate",
            "already_paid"),
        Row(#"{"state":"DONE"}"#, "done", "already_done"),
        Row(
            #"{"state":"DONE","collection":{"state":"USER_PAID","paid_amount":1}}"#, "done",
            "already_done"),
        Row(#"{"state":"REVOKED","state_description":""}"#, "revoked", "already_revoked"),
        Row(#"{"state":"EXPIRED"}"#, "expired", "already_expired"),
        Row(#"{}"#, "indeterminate", "indeterminate_state"),
        Row(#"{"state":"FINISHED"}"#, "indeterminate", "indeterminate_state"),
        Row(#"{"state":"created"}"#, "indeterminate", "indeterminate_state"),
        Row(#"{"state":7}"#, "indeterminate", "indeterminate_state"),
        Row(#"{"state":"DOING"}"#, "indeterminate", "indeterminate_state"),
        Row(
            #"{"state":"CREATED","collection":{"state":"USER_PAYING"}}"#, "indeterminate",
            "indeterminate_state"),
        Row(
            #"{"state":"DOING","state_description":"MCH_COMPLETE"}"#, "indeterminate",
            "indeterminate_state"),
        Row(paying(5000, paying: 3000, paid: 0), "indeterminate", "indeterminate_state"),
        Row(paying(0, paying: 0, paid: 0), "indeterminate", "indeterminate_state"),
        Row(
            #"{"state":"DOING","state_description":"MCH_COMPLETE","#
                + #""collection":{"state":"USER_PAYING"}}"#,
            "indeterminate", "indeterminate_state"),
    ]

    @Test(arguments: rows)
    func `a raw answer is decided on as the table says, under both rules`(
        row: Row
    ) async throws {
        let directory = try TemporaryDirectory()
        for (rules, expected) in [("1.1", row.newer), ("1.0", row.older)] {
            let run = try await Program.run(
                ["can-cancel", "--snapshot", "-", "--rules", rules, "--output", "json"],
                in: directory.url, input: row.snapshot)
            let answer = try run.json
            #expect(answer["phase"] as? String == row.phase)
            #expect(answer["rules"] as? String == rules)
            #expect(answer["revision"] is NSNull)
            #expect(answer["permit"] is NSNull)
            #expect(answer["out_order_no"] is NSNull)
            switch expected {
            case "allowed", "needs_acknowledgement":
                #expect(answer["decision"] as? String == expected)
                #expect(run.status == (expected == "allowed" ? 0 : 10))
                #expect(codes(answer, "reasons").isEmpty)
            default:
                #expect(answer["decision"] as? String == "denied")
                #expect(codes(answer, "reasons") == expected)
                #expect(run.status == 11)
            }
            let isHazardous = row.hazard != nil && rules == "1.1"
            #expect(codes(answer, "hazards") == (isHazardous ? "collection_abandoned" : ""))
            #expect(codes(answer, "notices") == (row.notice == nil ? "" : "service_uncharged"))
            #expect(answer["at_stake_fen"] as? Int == (isHazardous ? row.hazard : nil))
            #expect(row.notice == nil || atStake(answer, "notices") == row.notice)
        }
        #expect(!FileManager.default.fileExists(atPath: directory.url.path + "/payscore.sqlite"))
    }

    @Test func `a policy turns a part payment into a hazard`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["can-cancel", "--snapshot", "-", "--output", "json"], in: directory.url,
            input: Self.paying(5000, paying: 4000, paid: 1000),
            environment: ["PAYSCORE_POLICY_PART_PAYMENT": "hazard"])
        #expect(run.status == 10)
        #expect(try codes(run.json, "hazards") == "collection_abandoned,partly_paid")
        // What was paid is shown beside what is at stake, and never added.
        #expect(try run.json["at_stake_fen"] as? Int == 4000)
        #expect(try run.json["already_paid_fen"] as? Int == 1000)
    }

    @Test func `answers come one a line, and a bad line does not stop the others`() async throws {
        let directory = try TemporaryDirectory()
        let lines = """
            {"out_order_no":"A","state":"CREATED"}
            {"out_order_no":"B","state":

            {"out_order_no":"C","state":"DONE"}
            """
        let run = try await Program.run(
            ["can-cancel", "--snapshot", "-", "--output", "json"], in: directory.url,
            input: lines)
        #expect(run.status == 65)
        #expect(try run.lines.map { $0["out_order_no"] as? String } == ["A", "C"])
        #expect(run.errorCode == "json_invalid")
        #expect(run.errors.contains("line 2"))
    }

    @Test(
        arguments: [
            (["CREATED", "CREATED"], Int32(0)), (["CREATED", "REVOKED"], Int32(11)),
        ] as [([String], Int32)])
    func `several answers give the gravest exit code`(
        states: [String], status: Int32
    ) async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(
            states.map { #"{"state":"\#($0)"}"# }.joined(separator: "\n"), to: "answers")
        let run = try await Program.run(["can-cancel", "--snapshot", file], in: directory.url)
        #expect(run.status == status)
    }

    @Test func `one object may stand on several lines`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["can-cancel", "--snapshot", "-"], in: directory.url,
            input: "{\n  \"state\": \"CREATED\"\n}\n")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("ALLOWED"))
    }

    @Test func `an object that stands alone on a line of another is not an answer`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["can-cancel", "--snapshot", "-", "--output", "json"], in: directory.url,
            input: """
                {
                  "state": "CREATED",
                  "risk_fund":
                  {"name": "DEPOSIT", "amount": 100}
                }
                """)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.lines.count == 1)
    }

    @Test(arguments: ["json", "text"])
    func `an answer that cannot be written is no success`(format: String) async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(#"{"state":"CREATED"}"#, to: "answer")
        let run = try await Program.shell(
            "\"$PAYSCORE\" can-cancel --snapshot '\(file)' --output \(format) > /dev/full",
            in: directory.url)
        #expect(run.status == 74)
        #expect(run.errors.contains("output cannot be written"))
    }

    @Test(arguments: [
        #"{"state":"CREATED","state":"DONE"}"#, "\u{FEFF}{}", "null",
        #"{"state":"CREATED"},"#,
        #"{"out_order_no":"../x","state":"CREATED"}"#, "",
    ])
    func `what is no answer of WeChat's is refused`(text: String) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["can-cancel", "--snapshot", "-", "--output", "json"], in: directory.url, input: text)
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        #expect(run.errorCode == "json_invalid" || run.errorCode == "order_invalid")
    }

    private func codes(_ answer: [String: Any], _ member: String) -> String {
        let list = answer[member] as? [[String: Any]] ?? []
        return list.compactMap { $0["code"] as? String }.joined(separator: ",")
    }

    private func atStake(_ answer: [String: Any], _ member: String) -> Int? {
        (answer[member] as? [[String: Any]])?.first?["at_stake_fen"] as? Int
    }
}
