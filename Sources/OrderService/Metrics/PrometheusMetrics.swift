public import Metrics
import Synchronization

/// Keeps metrics in memory, and tells them as text that Prometheus reads.
///
/// Give it to the engine and to ``OrderServer``, or bootstrap swift-metrics with it. Counters and
/// gauges are kept as such, and timers as histograms of seconds.
public final class PrometheusMetrics: MetricsFactory {
    /// The most combinations of a name and its labels; further ones are counted, and not kept.
    public static let seriesLimit = 2000
    /// The upper ends of the buckets, in seconds.
    public static let buckets = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    private struct State {
        var series: [String: [String: MetricSeries]] = [:]
        /// The same by what they are asked for: to spell a name and its labels took a sixth of
        /// our part of a decision over HTTP (benchmark row 16).
        var asked: [[String]: MetricSeries] = [:]
        var count = 0
        var dropped = 0.0
    }

    private let state = Mutex(State())

    /// Creates an empty collection.
    public init() {}

    /// All of them, as text of Prometheus' format 0.0.4.
    public var text: String {
        let (all, dropped) = state.withLock { ($0.series, $0.dropped) }
        var lines: [String] = []
        for (name, series) in all.sorted(by: { $0.key < $1.key }) {
            guard let kind = series.first?.value.kind else { continue }
            lines.append("# TYPE \(name) \(kind.rawValue)")
            for (_, one) in series.sorted(by: { $0.key < $1.key }) {
                lines += one.lines(named: name)
            }
        }
        if dropped > 0 {
            lines.append("# TYPE payscore_metrics_dropped counter")
            lines.append("payscore_metrics_dropped \(MetricSeries.number(dropped))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Makes a counter.
    public func makeCounter(
        label: String, dimensions: [(String, String)]
    ) -> any CounterHandler { series(label, dimensions, .counter) }

    /// Makes a counter of fractions.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler { series(label, dimensions, .counter) }

    /// Makes a gauge.
    public func makeMeter(
        label: String, dimensions: [(String, String)]
    ) -> any MeterHandler { series(label, dimensions, .gauge) }

    /// Makes a histogram if values are to be taken together, and a gauge otherwise.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler { series(label, dimensions, aggregate ? .histogram : .gauge) }

    /// Makes a histogram of seconds.
    public func makeTimer(
        label: String, dimensions: [(String, String)]
    ) -> any TimerHandler { series(label, dimensions, .histogram) }

    /// What was counted stays.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// What was counted stays.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// What was measured stays.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// What was recorded stays.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// What was recorded stays.
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// The series of that name and those labels; one that is told nowhere, where there are too
    /// many, or the name is of another kind.
    private func series(
        _ label: String, _ dimensions: [(String, String)], _ kind: MetricSeries.Kind
    ) -> MetricSeries {
        let asked = dimensions.reduce(into: [label]) { $0 += [$1.0, $1.1] }
        if let known = state.withLock({ $0.asked[asked] }), known.kind == kind { return known }
        let name = Self.name(label)
        let labels = dimensions.map { (Self.name($0), Self.escaped($1)) }
        let key = labels.map { #"\#($0)="\#($1)""# }.joined(separator: ",")
        return state.withLock { state in
            if let known = state.series[name]?[key], known.kind == kind { return known }
            let made = MetricSeries(kind, labels: key)
            let other = state.series[name]?.first?.value.kind
            guard state.count < Self.seriesLimit, other == nil || other == kind else {
                state.dropped += 1
                return made
            }
            state.series[name, default: [:]][key] = made
            state.asked[asked] = made
            state.count += 1
            return made
        }
    }

    private static func name(_ text: String) -> String {
        let letters = text.unicodeScalars.map { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? Character(scalar) : "_"
        }
        let name = String(letters)
        return name.first?.isNumber != false ? "_" + name : name
    }

    private static func escaped(_ value: String) -> String {
        value.replacing(#"\"#, with: #"\\"#).replacing("\"", with: #"\""#)
            .replacing("\n", with: #"\n"#)
    }
}
