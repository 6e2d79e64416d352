import ArgumentParser
import Foundation
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Trials

/// Lets many tasks and processes at one journal, and checks the order of what they were told.
@main
struct Race: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "race")

    @OptionGroup var options: TrialOptions

    @Option(help: "How often every situation is raced.")
    var rounds = 400

    @Option(help: "How many tasks run at once, at least.")
    var tasks = 64

    @Option(help: "How many processes contend for the journal.")
    var processes = 6

    @Flag(help: "Only the tasks, and fewer rounds: for the thread sanitizer.")
    var sanitized = false

    @Flag(help: "Only a data race, for the thread sanitizer to find.")
    var plantDataRace = false

    @Option(help: .hidden)
    var own: String?

    func run() async throws {
        if let own { return try await Contenders.own(own) }
        if plantDataRace { return await PlantedRace.run() }
        var report = TrialReport("race", command: repro)
        let place = try Place()
        let rounds = sanitized ? max(1, rounds / 20) : rounds
        try await race(engines: 1, rounds: rounds, place, &report)
        try await race(engines: 2, rounds: rounds, place, &report)
        if !sanitized {
            let contenders = Contenders(path: place.path("engines-1"))
            let contests = 5
            for _ in 0..<contests { try await contenders.contend(processes, &report, repro: repro) }
            report.count("contests of \(processes) processes for one journal", contests)
        }
        try await Controls.run(&report, seed: options.seed)
        let status = try report.finish(options)
        if status != 0 { throw ExitCode(status) }
    }

    private var repro: String {
        sanitized
            ? "scripts/thread-sanitizer --seed \(options.seed) --rounds \(rounds)"
            : "scripts/adversity race --seed \(options.seed) --rounds \(rounds) "
                + "--processes \(processes)"
    }

    /// Races all situations on so many engines that share one journal.
    private func race(
        engines: Int, rounds: Int, _ place: Place, _ report: inout TrialReport
    ) async throws {
        let journal = try await SQLiteJournalStore.open(at: place.path("engines-\(engines)"))
        let arena = try Arena(
            Array(repeating: journal, count: engines), seed: options.seed &+ UInt64(engines))
        let races = Situation.all.flatMap { situation in
            stride(from: 0, to: rounds, by: situation.interval).map { _ in situation }
        }
        let atOnce = max(1, (tasks + 2) / 3)
        var calls = 0
        var winners = Winners()
        for start in stride(from: 0, to: races.count, by: atOnce) {
            let outcomes = try await withThrowingTaskGroup(of: Arena.Outcome.self) { group in
                for (number, race) in races[start..<min(start + atOnce, races.count)].enumerated() {
                    let order = try OutOrderNumber("R\(engines)-\(start + number)")
                    group.addTask { try await arena.race(race, over: order) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for outcome in outcomes {
                calls += outcome.calls.count
                winners.add(outcome.situation, outcome.calls)
                judge(outcome, &report)
            }
        }
        let verification = try await JournalVerifier().verify(journal)
        if !verification.isSound {
            report.fail("the journal is not sound: \(verification.findings)", repro: repro)
        }
        try await journal.close()
        let name = engines == 1 ? "one engine" : "\(engines) engines that share a journal"
        report.count("races on \(name)", races.count)
        report.count("calls in them, each in a history that can be put in order", calls)
        report.count("records verified after them", verification.records)
        winners.note(name, in: &report, repro: repro)
    }

    private func judge(_ outcome: Arena.Outcome, _ report: inout TrialReport) {
        let start = OrderModel(phase: outcome.situation.start)
        if !HistoryChecker.accepts(outcome.calls, from: start) {
            report.fail(
                "\(outcome.situation.name), \(outcome.order): no order of these explains them: "
                    + outcome.calls.map { "\($0.deed) \($0.told) \($0.begun)-\($0.ended)" }
                    .joined(separator: "; "), repro: repro)
        }
        for contradiction in outcome.contradictions {
            report.fail("\(outcome.order): \(contradiction)", repro: repro)
        }
    }
}
