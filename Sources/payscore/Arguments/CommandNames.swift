import ArgumentParser

/// The commands that there are, each with the subcommands that it has.
struct CommandNames {
    /// What may stand where a command is expected, besides commands.
    private static let others = [
        "help", "--help", "-help", "-h", "--version", "--", "--generate-completion-script",
        "--experimental-dump-help",
    ]

    /// Those of this program.
    static let all = CommandNames(of: Payscore.self)

    private let subcommands: [String: [String]]

    init(of root: any ParsableCommand.Type) {
        let pairs = root.configuration.subcommands.map { command in
            (Self.name(of: command), command.configuration.subcommands.map(Self.name))
        }
        subcommands = Dictionary(pairs) { first, _ in first }
    }

    /// The commands that only hold others.
    var groups: [String] { subcommands.filter { !$0.value.isEmpty }.map(\.key) }

    /// What is wrong with the words that should name a command; `nil` if they name one.
    func problem(with words: [String]) -> Failure? {
        let named = words.first == "help" ? words.dropFirst() : words[...]
        guard let name = named.first, !Self.others.contains(name) else { return nil }
        if name.hasPrefix("-") { return Self.misplaced(name) }
        guard let inner = subcommands[name] else {
            return Self.unknown(name, among: Array(subcommands.keys), in: "payscore")
        }
        guard !inner.isEmpty, let second = named.dropFirst().first, !second.hasPrefix("-"),
            second != "help", !inner.contains(second)
        else { return nil }
        return Self.unknown(second, among: inner, in: "payscore \(name)")
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }

    private static func unknown(_ name: String, among known: [String], in parent: String) -> Failure
    {
        let shown = name.cut(toBytes: 100)
        guard let nearest = nearestName(to: name, among: known) else {
            return .usage(
                "there is no command \(shown); `\(parent) --help` lists the commands",
                zh: "没有 \(shown) 这个命令；运行 \(parent) --help 可以列出全部命令。")
        }
        return .usage(
            "there is no command \(shown); did you mean `\(parent) \(nearest)`?",
            zh: "没有 \(shown) 这个命令；是不是 \(parent) \(nearest)？")
    }

    private static func misplaced(_ word: String) -> Failure {
        let option = String(word.prefix { $0 != "=" }).cut(toBytes: 100)
        if let nearest = nearestName(to: option, among: GivenArguments.global) {
            return .usage(
                "there is no option \(option); did you mean \(nearest)?",
                zh: "没有 \(option) 这个选项；是不是 \(nearest)？")
        }
        return .usage(
            "\(option) stands where a command is expected; an option of a command stands after it: "
                + "payscore COMMAND \(option)",
            zh: "\(option) 写在了命令的位置上；命令的选项要写在命令之后：payscore 命令 \(option)。")
    }
}
