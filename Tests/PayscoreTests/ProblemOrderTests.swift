import Foundation
import Testing

/// Of several problems the one is told that stands first in the order of docs/reference.
struct ProblemOrderTests {
    /// Each row has every problem of those below it.
    static let rows: [(words: [String], environment: [String: String], code: String)] = [
        (
            ["cancel", "a/b", "--reason", "", "--permit-file", "none", "--at-stake", "1", "--x"],
            ["PAYSCORE_POLICY_NONE": "1"], "usage"
        ),
        (
            ["cancel", "a/b", "--reason", "", "--permit-file", "none", "--at-stake", "1"],
            ["PAYSCORE_POLICY_NONE": "1"], "invalid_out_order_no"
        ),
        (
            ["cancel", "A", "--reason", "", "--permit-file", "none", "--at-stake", "1"],
            ["PAYSCORE_POLICY_NONE": "1"], "invalid_reason"
        ),
        (
            ["cancel", "A", "--reason", "x", "--permit-file", "none", "--at-stake", "1"],
            ["PAYSCORE_POLICY_NONE": "1"], "key_file_missing"
        ),
        (
            ["cancel", "A", "--reason", "x", "--permit", "p", "--at-stake", "1"],
            ["PAYSCORE_POLICY_NONE": "1"], "invalid_amount"
        ),
        (
            ["cancel", "A", "--reason", "x"], ["PAYSCORE_POLICY_NONE": "1"],
            "configuration_key_unknown"
        ),
        (["cancel", "A", "--reason", "x"], [:], "configuration_incomplete"),
        (["complete", "a/b", "none"], [:], "invalid_out_order_no"),
        (["complete", "A", "none"], ["PAYSCORE_POLICY_NONE": "1"], "file_missing"),
        (["modify", "a/b", "none"], [:], "invalid_out_order_no"),
        (["import", "none"], ["PAYSCORE_POLICY_NONE": "1"], "file_missing"),
        (["observe", "none"], ["PAYSCORE_POLICY_NONE": "1"], "file_missing"),
        (["history", "A"], ["PAYSCORE_POLICY_NONE": "1"], "configuration_key_unknown"),
        (["history", "A"], [:], "journal_missing"),
    ]

    @Test(arguments: rows)
    func `the first problem is told`(
        words: [String], environment: [String: String], code: String
    ) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            words + ["--output", "json"], in: directory.url, environment: environment)
        #expect(run.errorCode == code, "\(run.errors)")
        #expect(run.output.isEmpty)
    }
}
