import Appending
import ArgumentParser
import Foundation
import Measuring
import OrderLifecycle
import SQLiteJournal

/// Prints the engine's own rates, for whoever measures something else in turn with it.
@main
struct OwnRates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "own-rates",
        abstract: "Print the engine's decisions and durable transitions a second as JSON.")

    @Option(help: "How long each of the three is measured.")
    var seconds = 1.5

    @Option(help: "Where the journals are kept meanwhile.")
    var directory: String

    func run() async throws {
        let rates = Rates(
            decision: try decisionRate(), transition_1: try await transitionRate(callers: 1),
            transition_64: try await transitionRate(callers: 64))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(rates), as: UTF8.self))
    }

    /// Asks one order in each phase in turn whether it may be cancelled.
    private func decisionRate() throws -> Double {
        let amount = try Amount(fen: 5000)
        let actor = try ActorName("benchmark")
        let phases: [OrderPhase?] = [
            .created(riskFund: amount), .inService(riskFund: amount),
            PendingCollection(due: amount).map { .awaitingPayment($0) }, .done(paid: amount),
            .revoked, .expired,
        ]
        let situations = phases.compactMap { $0 }
            .map { CallSituation(state: .known($0), actor: actor) }
        let policy = CallPolicy()
        var count = 0
        let start = Clocks.wall
        while Clocks.wall < start + seconds {
            for _ in 0..<50 {
                for situation in situations {
                    Optimizer.consume(policy.decision(on: Optimizer.hidden(situation)))
                }
            }
            count += 50 * situations.count
        }
        return Double(count) / (Clocks.wall - start)
    }

    private func transitionRate(callers: Int) async throws -> Double {
        let path = URL(filePath: directory, directoryHint: .isDirectory)
            .appending(path: "own-rates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: path) }
        let journal = try await SQLiteJournalStore.open(at: path.appending(path: "journal.sqlite"))
        let appenders = Appenders(to: journal, callers: callers)
        _ = try await appenders.append(for: seconds / 10, name: "W")
        let appended = try await appenders.append(for: seconds, name: "M")
        try await journal.close()
        return appended.rate
    }
}

/// The rates, under the names that their readers look for.
private struct Rates: Encodable {
    let decision: Double
    let transition_1: Double
    let transition_64: Double
}
