import Foundation
import Testing

/// A journal whose head file is lost, from the command line.
struct ResumeCommandTests {
    private let directory: TemporaryDirectory
    private let order = #"{"out_order_no":"A","state":"CREATED"}"#

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func run(_ words: String..., input: String = "") async throws -> Program.Run {
        try await run(words, input: input)
    }

    private func run(_ words: [String], input: String = "") async throws -> Program.Run {
        try await Program.run(
            words + ["--output", "json"], in: directory.url, input: input,
            environment: Program.merchant)
    }

    @Test func `a journal goes on after a loss only when a person accepts it`() async throws {
        #expect(try await run("observe", "-", input: order).status == 0)
        #expect(try await run("resume", "--reason", "x").json["result"] as? String == "not_needed")
        try FileManager.default.removeItem(
            at: directory.url.appendingPathComponent("payscore.sqlite.head"))

        let refused = try await run("observe", "-", input: order)
        #expect(refused.status == 15)
        #expect(refused.errorCode == "journal_head_unusable")
        let verified = try await run("verify")
        #expect(verified.status == 15)
        #expect(verified.output.contains(#""code":"head_unusable""#))
        let unaccepted = try await run("resume", "--reason", "x")
        #expect(unaccepted.status == 15)

        let resumed = try await run("resume", "--accept-loss", "--reason", "the disk died")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try resumed.json["result"] as? String == "resumed")
        #expect(try resumed.json["epoch"] as? Int == 2)
        #expect(try await run("verify").status == 0)
        #expect(try await run("observe", "-", input: order).status == 0)
    }

    @Test func `a journal that is gone while its head is there is told of by every command`()
        async throws
    {
        #expect(try await run("verify").errorCode == "journal_missing")
        let nothing = try await run("resume", "--accept-loss", "--reason", "x")
        #expect(nothing.errorCode == "journal_missing")
        #expect(try await run("observe", "-", input: order).status == 0)
        try FileManager.default.removeItem(
            at: directory.url.appendingPathComponent("payscore.sqlite"))
        let all = [
            ["verify"], ["orders"], ["history", "A"], ["observe", "-"], ["init"],
            ["protect", "A", "--reason", "x"], ["resume", "--reason", "x"],
        ]
        for words in all {
            let refused = try await run(words, input: order)
            #expect(refused.status == 15, "\(words)")
            #expect(refused.errorCode == "journal_database_missing", "\(words)")
        }
        let doctor = try await run("doctor")
        let line = try doctor.lines.first { $0["check"] as? String == "journal" }
        #expect(line?["verdict"] as? String == "fail")
        let resumed = try await run("resume", "--accept-loss", "--reason", "the disk died")
        #expect(resumed.status == 0, "\(resumed.errors)")
    }
}
