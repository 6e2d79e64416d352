import Measuring

/// Row 12: whole cancels, beside their signatures and commits.
struct CancelRow {
    let rounds: Int
    let seconds: Double

    /// How many cancels are under way at once in the second half.
    private static let crowd = 64

    func measure(in scratch: Scratch) async throws -> Row {
        let imitation = try Imitation.start(in: scratch.memory)
        let shop = try await Shop.open(
            configuration: imitation.configuration, journalIn: scratch.disk)
        let key = try SigningKey(configuration: imitation.configuration)
        let toll = try await Toll.count(shop)
        var row = Row(
            "12", work: Self.work, reference: Self.reference(toll), rounds: rounds,
            figures: toll.figures)
        try await measureAlone(shop, key, toll, into: &row)
        try await measureCrowd(shop, key, toll, imitation, into: &row)
        try await shop.close()
        imitation.stop()
        return row
    }

    /// One cancel after the other, beside its signatures and its commits done bare.
    private func measureAlone(
        _ shop: Shop, _ key: SigningKey, _ toll: Toll, into row: inout Row
    ) async throws {
        let commits = try await CommitTime(journal: shop.journal, caller: shop.caller)
        var signing: [Double] = []
        var committing: [Double] = []
        let estimate = try key.time(within: seconds / 4)
        let count = max(20, Int(seconds / (2.7 * toll.signatures * estimate)))
        let pair = try await Interleaved(rounds: rounds) { _ in
            try await shop.cancelRate(count, inFlight: 1).rate
        } reference: { round in
            let signature = try key.time(within: seconds / 4)
            let commit = try await commits.time(within: seconds / 4)
            if round > 0 {
                signing.append(signature)
                committing.append(commit)
            }
            return 1 / (toll.signatures * signature + toll.commits * commit)
        }
        row.figures += [
            Figure(
                "one in flight: its time ÷ its signatures and commits", unit: "×",
                Spread(of: pair.inverseRatios), goal: .atMost(2.7)),
            Figure(
                "one in flight: one cancel", unit: "ms",
                Spread(of: pair.ours.map { 1000 / $0 })),
            Figure("one signature, one core", unit: "ms", Spread(of: signing.map { $0 * 1000 })),
            Figure("one commit, one caller", unit: "ms", Spread(of: committing.map { $0 * 1000 })),
        ]
    }

    /// Many cancels at once, beside what the cores could sign if they did nothing else.
    private func measureCrowd(
        _ shop: Shop, _ key: SigningKey, _ toll: Toll, _ imitation: Imitation, into row: inout Row
    ) async throws {
        var processor: [Double] = []
        var theirs: [Double] = []
        let limit = try key.rateOfAllCores(within: seconds / 4) / toll.signatures
        let count = max(Self.crowd, Int(seconds * limit))
        let pair = try await Interleaved(rounds: rounds) { round in
            let before = imitation.processorSeconds
            let result = try await shop.cancelRate(count, inFlight: Self.crowd)
            if round > 0 {
                processor.append(result.processorSeconds / Double(count))
                theirs.append((imitation.processorSeconds - before) / Double(count))
            }
            return result.rate
        } reference: { _ in
            try key.rateOfAllCores(within: seconds) / toll.signatures
        }
        row.figures += [
            Figure(
                "\(Self.crowd) in flight: share of the signing rate", unit: "×",
                Spread(of: pair.ratios), goal: .atLeast(0.5)),
            Figure("\(Self.crowd) in flight: cancels", unit: "/s", Spread(of: pair.ours)),
            Figure(
                "processor time of one cancel, ours", unit: "ms",
                Spread(of: processor.map { $0 * 1000 })),
            Figure(
                "processor time of one cancel, the imitation's", unit: "ms",
                Spread(of: theirs.map { $0 * 1000 })),
        ]
    }

    private static let work =
        "whole cancel over loopback: fresh query, decision, intent, signed call, verified answer, "
        + "outcome; the imitation of WeChat runs on the same machine, in a process of its own, and "
        + "keeps its own books in memory"

    private static func reference(_ toll: Toll) -> String {
        "RSA-2048 signing on all cores ÷ the \(Figure.text(toll.signatures)) signatures of one "
            + "cancel, half of them the imitation's; one in flight: these signatures on one core, "
            + "and \(Figure.text(toll.commits)) commits of one caller"
    }
}
