import ArgumentParser
import Foundation
import OrderEngineTesting
import Trials

/// A trial.
@main
struct LosePower: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "lose-power")

    @OptionGroup var options: TrialOptions

    func run() async throws {
        let report = TrialReport("lose-power", command: "lose-power --seed \(options.seed)")
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }
}
