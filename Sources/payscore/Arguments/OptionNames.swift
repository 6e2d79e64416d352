import ArgumentParser

/// The options of one command, as its help lists them.
struct OptionNames {
    private let names: [String]

    private init(of command: any ParsableCommand.Type) {
        let help = Payscore.helpMessage(for: command, columns: 10_000)
        names = help.split(separator: "\n").filter { $0.hasPrefix("  -") }.flatMap { line in
            // The names end where two spaces lead to the explanation.
            let label = line.drop { $0 == " " }.split(separator: /\ {2,}/).first ?? ""
            return label.matches(of: /--[a-z][a-z0-9\-]*/).map { String($0.output) }
        }
    }

    /// Which option was probably meant by the first that the named command does not have.
    ///
    /// - Parameter words: A command line that is not understood; the parser may tell of something
    ///   that is missing because another name was written.
    /// - Returns: `nil` if the command is not known, has all the options that are given, or has
    ///   none whose name is near.
    static func problem(with words: [String]) -> Failure? {
        guard let command = command(named: words[...], in: Payscore.self) else { return nil }
        let known = OptionNames(of: command).names
        let given = GivenArguments(words).options
        guard let slip = given.first(where: { !known.contains($0) }),
            let nearest = nearestName(to: slip, among: known)
        else { return nil }
        let shown = slip.cut(toBytes: 100)
        return .usage(
            "there is no option \(shown); did you mean \(nearest)?",
            zh: "没有 \(shown) 这个选项；是不是 \(nearest)？")
    }

    /// The command that the first words name; a group's own is none.
    private static func command(
        named words: ArraySlice<String>, in parent: any ParsableCommand.Type
    ) -> (any ParsableCommand.Type)? {
        guard let name = words.first,
            let command = parent.configuration.subcommands.first(where: {
                $0.configuration.commandName == name
            })
        else { return nil }
        guard !command.configuration.subcommands.isEmpty else { return command }
        return Self.command(named: words.dropFirst(), in: command)
    }
}
