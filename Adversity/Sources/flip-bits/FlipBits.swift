import ArgumentParser
import Foundation
import OrderEngineTesting
import Trials

/// A trial.
@main
struct FlipBits: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "flip-bits")

    @OptionGroup var options: TrialOptions

    func run() async throws {
        let report = TrialReport("flip-bits", command: "flip-bits --seed \(options.seed)")
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }
}
