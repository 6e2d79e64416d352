import Metrics
import Synchronization

/// The values of one metric with one set of labels.
final class MetricSeries: Sendable {
    /// How the values are kept, in Prometheus' words.
    enum Kind: String, Hashable, Sendable {
        case counter, gauge, histogram
    }

    let kind: Kind
    private let labels: String
    private let state = Mutex(State())

    private struct State {
        var value = 0.0
        var count = 0
        /// How many values were in each bucket, and in none before it.
        var buckets = [Int](repeating: 0, count: PrometheusMetrics.buckets.count)
    }

    init(_ kind: Kind, labels: String) {
        self.kind = kind
        self.labels = labels
    }

    /// Its lines of text.
    func lines(named name: String) -> [String] {
        let (value, count, buckets) = state.withLock { ($0.value, $0.count, $0.buckets) }
        guard kind == .histogram else { return [line(name, Self.number(value))] }
        var sum = 0
        let cumulative = zip(PrometheusMetrics.buckets, buckets).map { end, count in
            sum += count
            return line(name + "_bucket", "\(sum)", more: #"le="\#(Self.number(end))""#)
        }
        return cumulative + [
            line(name + "_bucket", "\(count)", more: #"le="+Inf""#),
            line(name + "_sum", Self.number(value)), line(name + "_count", "\(count)"),
        ]
    }

    /// A number as Prometheus reads it.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private func line(_ name: String, _ value: String, more: String? = nil) -> String {
        let all = [labels, more ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
        return all.isEmpty ? "\(name) \(value)" : "\(name){\(all)} \(value)"
    }

    private func add(_ amount: Double) { state.withLock { $0.value += amount } }

    private func observe(_ value: Double) {
        state.withLock { state in
            state.value += value
            state.count += 1
            if let index = PrometheusMetrics.buckets.firstIndex(where: { value <= $0 }) {
                state.buckets[index] += 1
            }
        }
    }
}

extension MetricSeries: CounterHandler, FloatingPointCounterHandler {
    func increment(by amount: Int64) { add(Double(amount)) }
    func increment(by amount: Double) { add(amount) }
    func reset() { set(0.0) }
}

extension MetricSeries: MeterHandler {
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0.value = value } }
    func decrement(by amount: Double) { add(-amount) }
}

extension MetricSeries: RecorderHandler {
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { kind == .histogram ? observe(value) : set(value) }
}

extension MetricSeries: TimerHandler {
    func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
}
