import Foundation
import Measuring

/// Row 14: from a notification to its durable record, beside its signature, its cipher and its
/// commit alone.
struct NotificationRow {
    let rounds: Int
    let seconds: Double

    private static let crowd = 64
    /// Into how many slices a round is cut.
    private static let slices = 4

    func measure(in scratch: Scratch) async throws -> Row {
        let sender = try NotificationSender()
        let desk = try await NotificationDesk.open(
            in: scratch.disk.appending(path: "ours"), from: sender)
        let bare = try await NotificationDesk.open(
            in: scratch.disk.appending(path: "bare"), from: sender)
        var row = Row("14", work: Self.work, reference: Self.reference, rounds: rounds)
        row.figures += try await figures(of: desk, bare, inFlight: 1)
        row.figures += try await figures(of: desk, bare, inFlight: Self.crowd)
        try await desk.close()
        try await bare.close()
        return row
    }

    private func figures(
        of desk: NotificationDesk, _ bare: NotificationDesk, inFlight: Int
    ) async throws -> [Figure] {
        // What is signed beforehand is as much as is received in about the time of a slice.
        let pilot = try await desk.receive(50 * inFlight, inFlight: inFlight)
        let count = max(inFlight, Int(pilot.effort.rate * seconds / Double(Self.slices)))
        var latencies = [[Double]](repeating: [], count: rounds + 1)
        let pair = try await Interleaved(rounds: rounds, slices: Self.slices) { round in
            let received = try await desk.receive(count, inFlight: inFlight)
            latencies[round] += received.latencies
            return received.effort
        } reference: { _ in
            try await bare.receiveBare(count, inFlight: inFlight)
        }
        let counted = latencies.dropFirst()
        let name = inFlight == 1 ? "one at a time" : "\(inFlight) in flight"
        return [
            Figure(
                "\(name): rate, of the limit's", unit: "×", Spread(of: pair.ratios),
                goal: .atLeast(0.8)),
            Figure(
                "\(name): processor's time, of the limit's", unit: "×",
                Spread(of: pair.processorRatios)),
            Figure("\(name): notifications", unit: "/s", Spread(of: pair.ours)),
            Figure("\(name): the limit", unit: "/s", Spread(of: pair.reference)),
            Figure(
                "\(name): p50", unit: "ms", Spread(of: counted.map { $0.quantile(0.5) })),
            Figure(
                "\(name): p99", unit: "ms", Spread(of: counted.map { $0.quantile(0.99) }),
                goal: .atMost(500)),
        ]
    }

    private static let work =
        "a notification to its durable record: headers and body verified, decrypted and read, and "
        + "its two records committed; each is the confirmation of another order"
    private static let reference =
        "RSA-2048 verification, AES-256-GCM and the journal's commit of the same two records, with "
        + "nothing else"
}
