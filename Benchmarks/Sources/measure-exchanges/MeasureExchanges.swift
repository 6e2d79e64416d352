import ArgumentParser

/// Measures whole exchanges: with WeChat cancels, notifications and a sweep, and those of the
/// service with its clients.
@main
struct MeasureExchanges: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-exchanges",
        abstract: "Whole exchanges, with WeChat and with clients, beside their limits.",
        subcommands: [Measure.self, Imitate.self],
        defaultSubcommand: Measure.self)
}
