import ArgumentParser
import Foundation
import OrderEngineTesting
import Trials

/// A trial.
@main
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "simulate")

    @OptionGroup var options: TrialOptions

    func run() async throws {
        let report = TrialReport("simulate", command: "simulate --seed \(options.seed)")
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }
}
