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
    @OptionGroup var limit: TimeLimit

    @Option(help: "How many points are tried, chosen by the seed; otherwise every one.")
    var points: Int?

    @Flag(help: "Try every point.")
    var all = false

    @Option(help: "Try one point: the kind of failure, its call, and once or good.")
    var only: String?

    @Option(help: "How many processes share the points.")
    var workers = 2

    @Flag(help: .hidden)
    var worker = false

    func validate() throws {
        guard let only, Point(only) == nil else { return }
        throw ValidationError("--only takes a point such as EIO,17,once or EROFS,3,good")
    }

    func run() async throws {
        if worker { return try await Crew.work(until: limit.deadline()) }
        if only == nil { Volume.becomeAbleToMount() }
        var report = TrialReport("fail-io", command: command)
        let start = ContinuousClock.now
        let points = Points(
            seed: options.seed, count: all ? nil : points, workers: workers,
            deadline: limit.deadline())
        if let point = only.flatMap(Point.init) {
            try await points.run(only: point, &report)
        } else {
            try await points.run(&report)
            try await FullFileSystem().run(&report)
            try await Controls().run(&report)
        }
        report.count("time", "\((ContinuousClock.now - start).components.seconds) s")
        try JournalFiles.removeAll()
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }

    private var command: String {
        let extent = all ? " --all" : points.map { " --points \($0)" } ?? ""
        return "scripts/adversity fail-io --seed \(options.seed)\(extent)\(limit.words)"
    }
}
