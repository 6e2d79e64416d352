import Foundation
import Testing

@testable import payscore

/// A command line whose command cannot be told: what was probably meant is named.
struct CommandNamesTests {
    @Test(
        arguments: [
            (["cancl", "A-1"], "there is no command cancl; did you mean `payscore cancel`?"),
            (["help", "histroy"], "there is no command histroy; did you mean `payscore history`?"),
            (
                ["velocity-limit", "stauts"],
                "there is no command stauts; did you mean `payscore velocity-limit status`?"
            ),
            (
                ["zzzzzzzzzzzz"],
                "there is no command zzzzzzzzzzzz; `payscore --help` lists the commands"
            ),
            (["--outptu", "json"], "there is no option --outptu; did you mean --output?"),
            (
                ["--reason=x", "cancel"],
                "--reason stands where a command is expected; an option of a command stands after "
                    + "it: payscore COMMAND --reason"
            ),
        ])
    func `a slip is answered with what is nearest`(words: [String], message: String) {
        #expect(CommandNames.all.problem(with: words)?.message == message)
        #expect(CommandNames.all.problem(with: words)?.status == .usage)
    }

    @Test(arguments: [
        ["cancel"], ["help"], ["help", "cancel"], ["--help"], ["--version"], ["velocity-limit"],
        ["velocity-limit", "status"], ["velocity-limit", "--help"], ["--", "A"], [],
    ])
    func `what names a command is left to it`(words: [String]) {
        #expect(CommandNames.all.problem(with: words) == nil)
    }

    @Test func `global options may stand before a command, and before that of a group`() {
        let given = GivenArguments(
            ["--output", "json", "velocity-limit", "--database=x", "status", "--actor", "a"])
        #expect(
            given.withGlobalOptionsLast
                == ["velocity-limit", "status", "--actor", "a", "--output", "json", "--database=x"])
        #expect(given.hasCommand)
        #expect(!GivenArguments(["--output", "json"]).hasCommand)
        #expect(!GivenArguments(["--output"]).hasCommand)
    }

    @Test(arguments: [
        (["--output", "json"], "no command was given"),
        (["orders", "--limt", "3"], "did you mean --limit?"),
        (["cancel", "A-1", "--reson", "x"], "there is no option --reson; did you mean --reason?"),
        (["cancel", "A-1", "--reson=x"], "there is no option --reson; did you mean --reason?"),
        (["velocity-limit", "reset", "--reson", "x"], "did you mean --reason?"),
        (["cancel", "A-1", "--reason", "x", "--tim-zone", "UTC"], "did you mean --time-zone?"),
        (["history", "-A1"], "stands after --, as in -- -A1"),
        (["orders", "--after", "-A1"], "as in --after=-A1"),
        (["orders", "--limit", "+3"], "in digits alone"),
        (["orders", "--limit", "03"], "in digits alone"),
        (["note", "A", "--about", "+1", "--explains", "--reason", "x"], "in digits alone"),
        (["prove", "--record", "+1", "--checkpoint", "x"], "in digits alone"),
        (["sandbox", "--port", "+1"], "in digits alone"),
    ])
    func `a usage error says what to write`(words: [String], hint: String) async throws {
        let directory = try TemporaryDirectory()
        for format in ["text", "json"] where !words.contains("--output") || format == "json" {
            let asked = words.contains("--output") ? words : words + ["--output", format]
            let run = try await Program.run(asked, in: directory.url)
            #expect(run.status == 64)
            #expect(run.errors.contains(hint), "\(run.errors)")
        }
    }
}
