import ArgumentParser
import Foundation
import Trials

/// Falsifies real journals, bit by bit and attack by attack, and looks at who notices.
@main
struct FlipBits: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "flip-bits")

    @Option(
        help: """
            How many single bits are flipped at least, of database, log and head together, that \
            have an effect on what they say.
            """)
    var flips = 5000

    @Option(help: ArgumentHelp("Make only this flip, and say what came of it.", valueName: "n"))
    var flip: Int?

    @OptionGroup var options: TrialOptions
    @OptionGroup var limit: TimeLimit

    func run() async throws {
        var report = TrialReport(
            "flip-bits",
            command: "scripts/adversity flip-bits --seed \(options.seed)" + limit.words)
        let deadline = limit.deadline()
        let scratch = try Scratch()
        let story = try await SealedStory.write(in: scratch.path)
        let flips = FlipTrial(story: story, seed: options.seed)
        if let flip {
            try await flips.run(only: flip, &report)
        } else {
            report.count("records of the journal", story.content.records.count)
            report.count("checkpoints", story.notes.count)
            report.count("bytes of the database", story.closed.database.count)
            report.count("bytes of the log of the stopped owner", story.stopped.log?.count ?? 0)
            try await WholeFiles(story: story).run(&report)
            try await HeadDamage(story: story, seed: options.seed).run(&report)
            try await AttackTrial(story: story).run(&report)
            try await flips.run(untilEffective: self.flips, or: deadline, &report)
            try ExportFlips(story: story, seed: options.seed).run(
                limit.seconds == nil ? max(100, self.flips / 20) : 100, &report)
        }
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }
}
