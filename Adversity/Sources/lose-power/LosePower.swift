import ArgumentParser
import FileRecording
import Foundation
import Trials

/// Lets the power fail at every moment of a journal's life, in every way that the device may leave
/// its files, and looks for what was promised.
@main
struct LosePower: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "lose-power")

    @OptionGroup var options: TrialOptions
    @OptionGroup var limit: TimeLimit

    @Option(help: "How many images are made, at least.")
    var images = 100_000

    @Option(help: "How many images are made of each kind of second failure, at least.")
    var compound = 5_000

    @Option(help: "Repeat one image: its recording, event and number, with commas between.")
    var only: String?

    func run() async throws {
        var report = TrialReport(
            "lose-power",
            command: "scripts/adversity lose-power --seed \(options.seed) --images \(images) "
                + "--compound \(compound)" + limit.words)
        let start = ContinuousClock.now
        let place = only.map { $0.split(separator: ",").compactMap { Int($0) } }
        guard place == nil || place?.count == 3 else {
            throw ValidationError("--only takes a recording, an event and a number")
        }
        let plan = Plan(
            seed: options.seed, images: images, compound: compound, limit: limit,
            only: place.map { ImagePlace(recording: $0[0], cut: $0[1], index: $0[2]) })
        try await plan.run(&report)
        if only == nil { try await Controls(seed: options.seed).run(&report) }
        report.count("time", "\((ContinuousClock.now - start).components.seconds) s")
        try JournalFiles.removeAll()
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }
}
