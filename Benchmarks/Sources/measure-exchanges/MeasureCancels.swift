import ArgumentParser

/// Measures whole cancels over loopback beside the rate at which this machine can sign.
@main
struct MeasureCancels: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-cancels",
        abstract: "Whole cancels over loopback, beside this machine's signing rate.",
        subcommands: [Measure.self, Imitate.self],
        defaultSubcommand: Measure.self)
}
