import ArgumentParser
import FileRecording
import Foundation
import Trials

/// Lets calls on a journal's files fail, each in every way, once and for good, and looks at what
/// callers were told and what is left.
@main
struct FailIO: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "fail-io")

    @OptionGroup var options: TrialOptions

    @Option(help: "How many points are tried, chosen by the seed.")
    var points = 420

    @Flag(help: "Try every point.")
    var all = false

    @Option(help: "Try one point: the kind of failure, its call, and once or good.")
    var only: String?

    func run() async throws {
        var report = TrialReport(
            "fail-io",
            command: "scripts/adversity fail-io --seed \(options.seed)"
                + (all ? " --all" : " --points \(points)"))
        let start = ContinuousClock.now
        try await Points(seed: options.seed, count: all ? nil : points, only: only).run(&report)
        if only == nil {
            try await FullFileSystem().run(&report)
            try await Controls().run(&report)
        }
        report.count("time", "\((ContinuousClock.now - start).components.seconds) s")
        try JournalFiles.removeAll()
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }
}
