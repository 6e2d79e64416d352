import ArgumentParser

/// Measures whole exchanges with WeChat: cancels, notifications and a sweep.
@main
struct MeasureExchanges: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-exchanges",
        abstract: "Whole cancels, notifications and a sweep, beside what they cannot do without.",
        subcommands: [Measure.self, Imitate.self],
        defaultSubcommand: Measure.self)
}
