import Foundation
import Measuring

/// Row 17: a notification over HTTP to its durable record, beside the engine alone.
struct NotificationOverHTTPRow {
    let rounds: Int
    let seconds: Double

    private static let crowd = 64
    /// Into how many slices a round is cut.
    private static let slices = 4

    func measure(in scratch: Scratch) async throws -> Row {
        let sender = try NotificationSender()
        let served = try await NotificationDesk.open(
            in: scratch.disk.appending(path: "served"), from: sender)
        let alone = try await NotificationDesk.open(
            in: scratch.disk.appending(path: "alone"), from: sender)
        let service = try await RunningService.start(served.engine)
        var row = Row("17", work: Self.work, reference: Self.reference, rounds: rounds)
        for inFlight in [1, Self.crowd] {
            row.figures += try await figures(
                of: served, HTTPCrowd(of: inFlight, port: service.notifications), alone,
                inFlight: inFlight)
        }
        await service.stop()
        try await served.close()
        try await alone.close()
        return row
    }

    private func figures(
        of served: NotificationDesk, _ crowd: HTTPCrowd, _ alone: NotificationDesk, inFlight: Int
    ) async throws -> [Figure] {
        // What is signed beforehand is as much as is received in about the time of a slice.
        let pilot = try await served.receive(50 * inFlight, through: crowd)
        let count = max(inFlight, Int(pilot.effort.rate * seconds / Double(Self.slices)))
        var latencies = [[Double]](repeating: [], count: rounds + 1)
        let pair = try await Interleaved(rounds: rounds, slices: Self.slices) { round in
            let received = try await served.receive(count, through: crowd)
            latencies[round] += received.latencies
            return received.effort
        } reference: { _ in
            try await alone.receive(count, inFlight: inFlight).effort
        }
        let counted = latencies.dropFirst()
        let name = inFlight == 1 ? "one at a time" : "\(inFlight) in flight"
        return [
            Figure(
                "\(name): rate, of the engine's", unit: "×", Spread(of: pair.ratios),
                goal: .atLeast(0.7)),
            Figure("\(name): notifications over HTTP", unit: "/s", Spread(of: pair.ours)),
            Figure("\(name): notifications", unit: "/s", Spread(of: pair.reference)),
            Figure("\(name): p50", unit: "ms", Spread(of: counted.map { $0.quantile(0.5) })),
            Figure(
                "\(name): p99", unit: "ms", Spread(of: counted.map { $0.quantile(0.99) }),
                goal: .atMost(500)),
        ]
    }

    private static let work =
        "a notification over HTTP to its durable record, as row 14; the clients run on the same "
        + "machine, and each has a connection that stays open"
    private static let reference = "the engine's own row: the same without HTTP"
}
