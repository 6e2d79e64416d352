import ArgumentParser
import Foundation
import Trials

/// Runs the real engine in simulated worlds, and checks after every step what must always hold.
@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "simulate")

    @OptionGroup var options: TrialOptions
    @OptionGroup var limit: TimeLimit

    @Option(help: "How many schedules are run.")
    var schedules = 400_000

    @Option(help: "The number of the first schedule.")
    var first = 0

    @Option(help: "Run this schedule only.")
    var schedule: Int?

    @Flag(help: "Tell what happens in the schedule.")
    var trace = false

    @Option(help: "How many threads share the schedules.")
    var shards = 2

    @Flag(help: "List the situations that were not met.")
    var gaps = false

    @Flag(inversion: .prefixedNo, help: "Run what is broken on purpose.")
    var controls = true

    func run() throws {
        var report = TrialReport(
            "simulate",
            command: "scripts/adversity simulate --seed \(options.seed) --schedules \(schedules)"
                + limit.words)
        guard RunQueue.install() else {
            throw ValidationError("this Swift runtime has no hook for the global executor")
        }
        if let schedule {
            tell(schedule, into: &report)
        } else {
            checkJournal(into: &report)
            try runRegressions(into: &report)
            runAll(into: &report)
            if controls {
                Controls(seed: options.seed, enough: limit.seconds == nil ? 5 : 1)
                    .run(threads: shards, into: &report)
            }
        }
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }

    private func tell(_ number: Int, into report: inout TrialReport) {
        let schedule = Schedule(seed: options.seed, number: number)
        let end = schedule.run(coverage: Coverage(), isTold: trace)
        for line in end.story { print(line) }
        report.count("digest", String(end.digest, radix: 16))
        if let violation = end.violation {
            report.fail(
                "\(violation.invariant.rawValue): \(violation.explanation)",
                repro: schedule.repro)
        }
    }

    /// What the journal of the simulated worlds does is what every journal must do.
    private func checkJournal(into report: inout TrialReport) {
        let conformance = Conformance(seed: options.seed)
        conformance.run()
        report.count("checks that the simulated journal is a journal", conformance.passed)
        for failure in conformance.failures { report.fail(failure, repro: report.command) }
    }

    private func runRegressions(into report: inout TrialReport) throws {
        let text = String(decoding: PackageResources.Regressions_txt, as: UTF8.self)
        var count = 0
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3, let seed = UInt64(words[0]), let number = Int(words[1]) else {
                throw ValidationError("this line of the regressions is none: \(line)")
            }
            let schedule = Schedule(seed: seed, number: number)
            if let violation = schedule.run(coverage: Coverage()).violation {
                report.fail(
                    "\(violation.invariant.rawValue) again (\(words[2])): "
                        + violation.explanation,
                    repro: schedule.repro)
            }
            count += 1
        }
        report.count("schedules that once failed", count)
    }

    private func runAll(into report: inout TrialReport) {
        let start = Date()
        let deadline = limit.deadline()
        let shards = (0..<max(1, shards)).map { index in
            Shard(
                seed: options.seed,
                numbers: stride(
                    from: first + index, to: first + schedules, by: max(1, self.shards)),
                deadline: deadline)
        }
        for shard in shards { shard.start() }
        for shard in shards { shard.wait() }
        let seconds = Date().timeIntervalSince(start)
        var figures = Figures()
        let coverage = Coverage()
        for shard in shards {
            figures.add(shard.figures)
            coverage.add(shard.coverage)
            for failure in shard.failures {
                report.fail(failure.what, repro: failure.schedule.repro)
            }
        }
        let rate = Double(figures.schedules) / max(seconds, 0.001) / Double(shards.count)
        report.count("schedules", figures.schedules)
        report.count("schedules per second and thread", Int(rate))
        count(figures, into: &report)
        count(coverage, of: figures.schedules, into: &report)
    }

    private func count(_ figures: Figures, into report: inout TrialReport) {
        report.count("schedules run twice with the same trace", figures.replayed)
        report.count("steps", figures.steps)
        report.count("calls of the engine", figures.calls)
        report.count("records", figures.records)
        report.count("requests to WeChat", figures.requests)
        report.count("requests that arrived late or twice", figures.lateEffects)
        report.count("effects at WeChat", figures.effects)
        report.count("faults", figures.mishaps)
        report.count("crashes", figures.crashes)
        report.count("crashes while reconciling after a crash", figures.secondCrashes)
        report.count("checks of invariants", figures.checks)
        report.count("notifications that were acknowledged", figures.acknowledged)
        report.count("kept answers that were given out again", figures.replayedAnswers)
        report.count("kept answers that were refused by their nonce", figures.repeatedAnswers)
        report.count("sweeps to which nothing happened", figures.sweeps)
        report.count("effects of a doubled request after its refusal", figures.effectsAfterRefusal)
        for fate in ConsentFigures.Fate.allCases {
            let count = figures.consents.count(fate)
            report.count(fate.name, count)
            if count == 0, figures.schedules >= Self.fullTier {
                report.fail("none: \(fate.name)", repro: report.command)
            }
        }
        for fate in ApprovalFigures.Fate.allCases {
            let count = figures.approvals.count(fate)
            report.count(fate.name, count)
            if count == 0, figures.schedules >= Self.fullTier {
                report.fail("none: \(fate.name)", repro: report.command)
            }
        }
    }
}
