import Metrics
import OrderJournal
import OrderLifecycle

/// The metrics.
extension Telemetry {
    /// Counts one more; the values are those of the metric's dimensions, in their order.
    func count(_ metric: MetricName, _ values: String...) {
        Counter(
            label: metric.rawValue, dimensions: metric.labelled(values), factory: metrics
        ).increment()
    }

    /// Records how long something took.
    func time(_ metric: MetricName, _ values: String..., took duration: Duration) {
        Timer(
            label: metric.rawValue, dimensions: metric.labelled(values), factory: metrics
        ).record(duration: duration)
    }

    /// Sets a gauge.
    func set(_ metric: MetricName, _ values: String..., to value: Int64) {
        Gauge(
            label: metric.rawValue, dimensions: metric.labelled(values), factory: metrics
        ).record(value)
    }

    /// Sets a gauge to a span of time, in seconds.
    func set(_ metric: MetricName, toSecondsOf duration: Duration) {
        Gauge(label: metric.rawValue, factory: metrics)
            .record(Double(duration.milliseconds) / 1000)
    }
}

extension MetricName {
    /// The dimensions with their values.
    fileprivate func labelled(_ values: [String]) -> [(String, String)] {
        zip(dimensions, values).map { ($0.rawValue, $1) }
    }
}
