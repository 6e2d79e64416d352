import Appending
import Measuring
import OrderJournal

/// What a soak found, held against what it should be.
struct Findings {
    let appended: Appended
    let samples: [Vitals]
    /// How many more file descriptors are open after it than before it.
    let descriptorsLeft: Int
    let verification: VerificationReport
    let seconds: Double

    /// The part of the time that warms up: caches fill, and what is needed once behind a long log
    /// is kept.
    private static let warmUp = 0.5
    /// The most that memory may grow, in percent a minute.
    private static let growthLimit = 1.0
    /// How far the log shrinks once nobody is stuck, in MiB: the journal's own limit.
    private static let restingLog = 64.0
    /// The largest that the log may get behind a reader that is stuck, in MiB: the journal's own
    /// limit, at which no further transaction begins, and the last one.
    private static let stuckLog = 1040.0

    /// Whether nothing leaks and nothing is lost.
    var isSound: Bool { figures.allSatisfy { $0.isMet ?? true } }

    func row(callers: Int, stretch: Double) -> Row {
        Row(
            "soak",
            work: "\(Figure.text(seconds)) s at full rate with \(callers) callers, each record a "
                + "commit; in turn for \(Figure.text(stretch)) s nobody reads, and a reading "
                + "transaction of another connection stays open",
            reference: "itself at the beginning", rounds: 1, figures: figures)
    }

    private var figures: [Figure] {
        [
            figure("memory: growth after the warm-up", "%/min", growth, .atMost(Self.growthLimit)),
            figure("memory: growth after the warm-up, in all", "KiB/min", trend.slope),
            figure("memory: growth of one append", "B", trend.slope * 1024 / 60 / appended.rate),
            figure("memory: mean after the warm-up", "MiB", trend.mean / 1024),
            figure(
                "log: largest while nobody is stuck", "MiB", restingLog,
                .atMost(Self.restingLog)),
            figure(
                "log: largest behind the stuck reader", "MiB", stuckLog,
                .atMost(Self.stuckLog)),
            figure("log: longest until it is small again", "s", recovery),
            figure("descriptors left open", "", Double(descriptorsLeft), .exactly(0)),
            figure("descriptors: most minus fewest", "", spread(\.descriptors)),
            figure("threads: most", "", samples.map { Double($0.threads) }.max() ?? 0),
            figure("records acknowledged", "", Double(appended.acknowledged)),
            figure("records a second", "/s", appended.rate),
            figure("appends told to come back later", "", Double(appended.refused)),
            figure(
                "records acknowledged and not stored, or stored and not acknowledged", "",
                Double(abs(Int64(appended.acknowledged) + 1 - verification.records)), .exactly(0)),
            figure("findings of verify", "", Double(verification.findingCount), .exactly(0)),
        ]
    }

    private func figure(
        _ name: String, _ unit: String, _ value: Double, _ goal: Goal? = nil
    ) -> Figure {
        Figure(name, unit: unit, Spread(of: [value]), goal: goal)
    }

    private var warm: [Vitals] { samples.filter { $0.at >= seconds * Self.warmUp } }

    /// KiB a minute.
    private var trend: Trend { Trend(warm.map { (x: $0.at / 60, y: $0.memory) }) }

    private var growth: Double { trend.mean > 0 ? 100 * trend.slope / trend.mean : 0 }

    private var stuckLog: Double { samples.filter(\.isReaderStuck).map(\.log).max() ?? 0 }

    /// Without the moments in which the log of a stuck reader is still there.
    private var restingLog: Double {
        let releases = self.releases
        return samples.filter { sample in
            !sample.isReaderStuck
                && !releases.contains { $0.from <= sample.at && sample.at < $0.until }
        }.map(\.log).max() ?? 0
    }

    private var recovery: Double { releases.map { $0.until - $0.from }.max() ?? 0 }

    /// From the end of each stuck reading until the log is small again.
    private var releases: [(from: Double, until: Double)] {
        zip(samples, samples.dropFirst()).filter { $0.isReaderStuck && !$1.isReaderStuck }.map {
            (_, free) in
            let small = samples.first { $0.at >= free.at && $0.log <= Self.restingLog }
            return (free.at, small?.at ?? seconds)
        }
    }

    private func spread(_ value: KeyPath<Vitals, Int>) -> Double {
        let values = warm.map { $0[keyPath: value] }
        return Double((values.max() ?? 0) - (values.min() ?? 0))
    }
}
