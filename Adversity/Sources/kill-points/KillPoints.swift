import ArgumentParser
import Foundation
import Trials

/// Kills the real program at every call that changes something, recovers it, and judges.
@main
struct KillPoints: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "kill-points")

    /// On which side of a call the process dies.
    enum Side: String, ExpressibleByArgument, CaseIterable { case before, after, needed, both }

    @OptionGroup var options: TrialOptions
    @OptionGroup var limit: TimeLimit
    @Option(help: "The program.") var payscore = Self.standardProgram
    @Option(help: "Only this scenario.") var scenario: String?
    @Option(help: "Only this call.") var point: Int?
    @Option(help: "Kill the recovery at this call too.") var second: Int?
    @Option(help: "Kill before the call, after it, on the sides that differ, or on both.")
    var when = Side.needed
    @Option(help: "Only this error, instead of kills: EIO and so on, or short.") var error: String?
    @Flag(help: "The error stays, instead of coming once.") var sticky = false
    @Option(help: "So many input and output faults.") var faults = 120
    @Option(help: "How many points are played at once.") var workers = 3
    @Flag(help: "Both sides of each call, a second kill for each, every error everywhere.")
    var all = false
    @Flag(
        help: """
            Every second of the points, second kills and errors, and every sixth point where a \
            command begins as another does; the seed says which.
            """)
    var half = false
    @Flag(help: "Only what is broken on purpose, and the comparison with strace.")
    var controls = false
    @Flag(help: "List the scenarios.") var list = false

    private static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// A file of the golden journal that the tests keep: `journal` or `head`.
    static func golden(_ name: String) -> URL {
        packageRoot.deletingLastPathComponent()
            .appending(path: "Tests/SQLiteJournalTests/Golden/golden.\(name)")
    }
    private static let standardProgram =
        packageRoot.deletingLastPathComponent().path + "/.build/debug/payscore"

    func run() throws {
        if list {
            for scenario in Scenario.all { print(scenario.name) }
            return
        }
        var report = TrialReport(
            "kill-points",
            command: command + (all ? " --all" : "") + (half ? " --half" : "") + limit.words)
        let scratch = try Self.makeScratch()
        defer { try? FileManager.default.removeItem(at: scratch) }
        let trial = Trial(
            program: Program(payscore: payscore, shim: try Self.makeShim(in: scratch)),
            scratch: scratch)
        let scenarios = Scenario.all.filter { scenario == nil || $0.name == scenario }
        guard !scenarios.isEmpty else { throw ValidationError("There is no such scenario.") }
        let moments = controls ? [] : try trial.prepare(scenarios, workers: workers)
        let deadline = limit.deadline()
        let crew = Crew(trial: trial, workers: workers, deadline: deadline)
        var jobs = kills(in: moments) + errors(in: moments)
        if limit.seconds != nil {
            var random = SeededGenerator(options.seed)
            jobs.shuffle(using: &random)
        }
        let tally = crew.play(jobs, command: command)
        tally.note(in: &report, scenarios: moments.count)
        report.count("of them played at every call", "\(moments.count(where: isWhole))")
        if tally.kills == 0, point == nil, error == nil, !controls {
            report.fail("nothing was killed", repro: command)
        }
        if point == nil, scenario == nil { try playControls(trial, &report) }
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }

    private var command: String { "scripts/adversity kill-points --seed \(options.seed)" }

    private func playControls(_ trial: Trial, _ report: inout TrialReport) throws {
        try Controls(trial: trial).play(&report)
        let name = "calls of `query`, counted by us and by the kernel"
        guard let (ours, kernel) = try CallCount.difference(Scenario.named("query"), trial) else {
            return report.count(name, "not compared")
        }
        report.count(name, "\(ours), \(kernel)")
        if ours != kernel { report.fail("calls escape the count", repro: command) }
    }

    // MARK: What is played

    private func kills(in moments: [Moment]) -> [Job] {
        guard error == nil else { return [] }
        var random = SeededGenerator(options.seed)
        return moments.flatMap { moment in
            points(of: moment).flatMap { point in
                sides(of: point, in: moment).map { isDone in
                    let draw = Int.random(in: 0...9999, using: &random)
                    let isChosen = all || isOfShare(point / stride, 8)
                    let isSingle = self.point != nil || moment.scenario.isStart
                    return Job(
                        moment: moment, fault: Fault(kind: .kill(isDone: isDone), point: point),
                        second: second, draw: isChosen && !isSingle ? draw : nil,
                        isLast: !isSingle && point > moment.calls)
                }
            }
        }
    }

    /// The calls at which a scenario is killed: each, or every third of a variant, or half of
    /// these.
    ///
    /// Every command opens the journal by the same calls, so half of these are thinned out like a
    /// variant's where there is little time.
    ///
    /// One more than was counted, and further from there: the end must be seen.
    private func points(of moment: Moment) -> [Int] {
        if let point { return [point] }
        let thinned =
            all ? 0 : moment.scenario.variantOf != nil ? moment.calls : half ? moment.opening : 0
        return (1...moment.calls + 1).filter {
            $0 > moment.calls
                || (isOfShare($0, stride) && isOfShare($0 / stride, $0 > thinned ? 1 : 3))
        }
    }

    private func isWhole(_ moment: Moment) -> Bool {
        all || (moment.scenario.variantOf == nil && !half)
    }

    /// Every so many points one is played.
    private var stride: Int { half && !all ? 2 : 1 }

    /// Whether a number is in the one of so many shares that the seed chooses.
    private func isOfShare(_ number: Int, _ shares: Int) -> Bool {
        number % shares == Int(options.seed % UInt64(shares))
    }

    /// After a call is before the next one, except where the answer to it comes in between.
    private func sides(of point: Int, in moment: Moment) -> [Bool] {
        switch all ? .both : when {
        case .before: [false]
        case .after: [true]
        case .needed: moment.networkCalls.contains(point) ? [false, true] : [false]
        case .both: [false, true]
        }
    }

    private func errors(in moments: [Moment]) -> [Job] {
        guard point == nil || error != nil else { return [] }
        let kinds: [Fault.Kind] =
            SystemError.allCases.flatMap {
                [.error($0, isSticky: false), .error($0, isSticky: true)]
            } + [.short(isSticky: false), .short(isSticky: true)]
        let every = moments.flatMap { moment in
            (point.map { [$0] } ?? Array(1...moment.calls)).flatMap { point in
                kinds.filter { error == nil || $0.isNamed(error, isSticky: sticky) }.map {
                    Job(moment: moment, fault: Fault(kind: $0, point: point), second: nil)
                }
            }
        }
        if all || point != nil { return every }
        var random = SeededGenerator(options.seed)
        return Array(every.shuffled(using: &random).prefix(faults / stride))
    }

    // MARK: What is needed

    /// In memory where that can be: what a killed process has written is kept all the same.
    private static func makeScratch() throws -> URL {
        let scratch = ScratchFolder.base.appending(path: "kill-points-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: scratch, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return scratch
    }

    /// Compiles the library; as a product of the package, it would be linked into this program too.
    private static func makeShim(in scratch: URL) throws -> String {
        let library = scratch.appending(path: "libfault.so").path
        let errors = scratch.appending(path: "compiler").path
        let source = packageRoot.appending(path: "Shims/fault.c").path
        let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
        let (ending, _) = try Child(
            ["/usr/bin/env", "cc", "-O1", "-shared", "-fPIC", source, "-ldl", "-o", library],
            environment: environment, errors: errors
        ).end()
        guard ending == .status(0) else {
            throw CannotRun("cc: \((try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")")
        }
        return library
    }
}
