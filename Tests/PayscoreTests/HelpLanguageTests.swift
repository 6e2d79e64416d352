import ArgumentParser
import Foundation
import Testing

@testable import payscore

/// Help in the language of the person, as the program prints it.
struct HelpLanguageTests {
    /// The words of each command, and none for the program itself.
    static let commands: [[String]] = [[]] + words(of: Payscore.self)

    private static func words(of parent: any ParsableCommand.Type) -> [[String]] {
        parent.configuration.subcommands.flatMap { command in
            let name = command.configuration.commandName ?? ""
            return [[name]] + words(of: command).map { [name] + $0 }
        }
    }

    @Test(arguments: commands)
    func `help is Chinese where that is the language`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(words + ["--help", "--lang", "zh"], in: directory.url)
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let lines = run.output.split(separator: "\n").filter { !$0.hasPrefix("用法：") }
        for line in lines {
            let isExample = line.hasPrefix("payscore ") || line.hasPrefix("  详细说明：")
            #expect(isExample || line.firstMatch(of: /[a-z]+ [a-z]+ [a-z]+/) == nil, "\(line)")
            #expect(line.firstMatch(of: /[A-Z]{3,}:|Show|values:|default:/) == nil, "\(line)")
            #expect(String(line).columns <= 100, "\(line)")
        }
        let english = try await Program.run(words + ["--help", "--lang", "en"], in: directory.url)
        #expect(english.status == 0)
        #expect(english.output.hasPrefix("OVERVIEW: "))
        #expect(english.output.contains("  -h, --help              Show help information."))
        #expect(Self.options(in: run.output) == Self.options(in: english.output))
        #expect(Self.labels(in: run.output) == Self.labels(in: english.output))
        // Of what is wider than one column, English help has only the sign of the yuan.
        #expect(english.output.unicodeScalars.allSatisfy { $0.columns == 1 })
    }

    @Test(arguments: commands)
    func `the locale decides as the option does`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let locale = ["LC_ALL": "zh_CN.UTF-8"]
        for form in [words + ["--help"], ["help"] + words] {
            let byOption = try await Program.run(form + ["--lang=zh"], in: directory.url)
            let byLocale = try await Program.run(form, in: directory.url, environment: locale)
            #expect(byLocale.status == 0)
            #expect(byLocale.output.hasPrefix("概述："))
            #expect(byLocale.output == byOption.output)
        }
    }

    @Test func `usage is Chinese below an error and without a command`() async throws {
        let directory = try TemporaryDirectory()
        let wrong = try await Program.run(["history", "--lang", "zh"], in: directory.url)
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("用法：payscore history [<选项>] [<number>]"))
        #expect(wrong.errors.contains("详细说明：payscore history --help"))
        #expect(!wrong.errors.contains("for more information"))
        let group = try await Program.run(["velocity-limit", "--lang=zh"], in: directory.url)
        #expect(group.status == 64)
        #expect(group.errors.contains("请给出子命令"))
        let none = try await Program.run([], in: directory.url, environment: ["LANG": "zh_CN"])
        #expect(none.status == 64)
        #expect(none.errors.contains("用法：payscore <子命令>"))
    }

    @Test(arguments: [
        ["orders", "--limit", "0"], ["orders", "--limit", "03"], ["can-cancel"], ["history"],
        ["can-cancel", "--offline", "--snapshot", "-"], ["velocity-limit"],
        ["orders", "--wait", "4000"],
        ["orders", "--time-zone", "Beijing"], ["modify", "A-1", "-", "--permit", "-"],
        ["cancel", "A-1", "--reason", "x", "--at-stake", "1.00"],
        ["cancel", "A-1", "--reason", "x", "--permit", "a", "--permit-file", "b"],
    ])
    func `a usage error is Chinese in text and English in JSON`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let chinese = try await Program.run(words + ["--lang", "zh"], in: directory.url)
        #expect(chinese.status == 64)
        #expect(chinese.errors.contains("用法："))
        if words != ["history"] {
            #expect(chinese.errors.contains(/Error: .*\p{Han}/))
        }
        let json = words + ["--output", "json", "--lang"]
        let inChinese = try await Program.run(json + ["zh"], in: directory.url)
        let inEnglish = try await Program.run(json + ["en"], in: directory.url)
        #expect(inChinese.errorCode == "usage")
        #expect(inChinese.errors == inEnglish.errors)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completion scripts are whole in both languages`(shell: String) async throws {
        let directory = try TemporaryDirectory()
        let words = ["--generate-completion-script", shell]
        let english = try await Program.run(words, in: directory.url)
        let chinese = try await Program.run(
            words, in: directory.url, environment: ["LC_ALL": "zh_CN.UTF-8"])
        #expect(chinese.status == 0)
        #expect(Self.options(in: chinese.output) == Self.options(in: english.output))
        #expect(
            chinese.output.split(separator: "\n").count
                == english.output.split(separator: "\n").count)
        #expect((chinese.output == english.output) == (shell == "bash"))
        guard shell == "bash" else { return }
        let script = directory.url.appendingPathComponent("completion")
        try Data(chinese.output.utf8).write(to: script)
        #expect(try await Program.shell("bash -n completion", in: directory.url).status == 0)
    }

    @Test func `an explanation is broken by its width and keeps what the parser adds`() {
        let help = """
            OVERVIEW: 列出订单。

            USAGE: payscore orders <options>

            OPTIONS:
              --phase <phase>         只列出处于这个阶段的订单。 (values: created, done; default: done)
              --a-name-that-is-too-long <n>
                                      最多列出多少项。 (default: 50)

              See 'payscore help <subcommand>' for detailed help.
            """
        #expect(
            ChineseHelp(width: 52).text(help) == """
                概述：列出订单。

                用法：payscore orders <选项>

                选项：
                  --phase <phase>         只列出处于这个阶段的订单。
                                          （可选值：created、done；
                                          默认：done）
                  --a-name-that-is-too-long <n>
                                          最多列出多少项。（默认：
                                          50）

                  详细说明：payscore help <子命令>
                """)
    }

    private static func options(in text: String) -> Set<String> {
        Set(text.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
    }

    /// What is explained, in order: arguments, options and commands.
    private static func labels(in text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.firstMatch(of: /^  [-<a-z\/, >]*[-a-z>]/) }
            .map { String($0.output) }
    }
}
