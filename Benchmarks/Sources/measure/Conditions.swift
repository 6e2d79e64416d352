import Foundation
import Measuring

/// How everything is measured in one run.
struct Conditions: Sendable {
    /// How many rounds count.
    let rounds: Int
    /// How long one measurement of a round lasts, in seconds.
    let seconds: Double
    /// The size of the large journals, in orders.
    let orders: Int
    /// Where the journals are.
    let directory: URL

    /// The size of the small journals, in orders.
    static let few = 10_000
    /// Into how many slices a round of what waits for a disk is cut.
    static let slices = 4
    /// How long one waits after our commits for what the journal does behind them: the head file
    /// is at most 100 ms behind.
    static let settling = 0.12

    /// How long one slice of what waits for a disk lasts, in seconds.
    var slice: Double { seconds / Double(Self.slices) }

    /// The same with fewer rounds where one takes long.
    func fewerRounds(_ most: Int) -> Conditions {
        Conditions(
            rounds: min(rounds, most), seconds: seconds, orders: orders, directory: directory)
    }

    /// A file of this run.
    func path(_ name: String) -> String { directory.appending(path: name).path }

    /// Measures two kinds of work that wait for no disk, in turn.
    func interleave(
        ours: () async throws -> Int, reference: () async throws -> Int
    ) async throws -> Interleaved {
        try await Interleaved(
            rounds: rounds, slices: 2,
            ours: { _ in try await Effort.repeating(for: seconds / 2, ours) },
            reference: { _ in try await Effort.repeating(for: seconds / 2, reference) })
    }
}

/// Something was not counted as it should have been, so that nothing that was measured holds.
struct Miscount: Error, CustomStringConvertible {
    let description: String

    /// Compares what was counted with what it should be.
    static func check<Value: Equatable>(_ found: Value, is wanted: Value, _ name: String) throws {
        guard found == wanted else {
            throw Miscount(description: "\(name): \(found) were counted, not \(wanted)")
        }
    }
}
