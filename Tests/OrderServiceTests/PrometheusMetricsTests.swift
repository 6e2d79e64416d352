import Metrics
import OrderService
import Testing

/// Metrics as text that Prometheus reads.
@Suite struct PrometheusMetricsTests {
    private let metrics = PrometheusMetrics()

    @Test func `counters and gauges are told with their labels, by name`() {
        Gauge(label: "b_gauge", factory: metrics).record(2.5)
        for call in ["create", "cancel", "create"] {
            Counter(label: "a_calls", dimensions: [("call", call)], factory: metrics).increment()
        }
        #expect(
            metrics.text == """
                # TYPE a_calls counter
                a_calls{call="cancel"} 1
                a_calls{call="create"} 2
                # TYPE b_gauge gauge
                b_gauge 2.5

                """)
    }

    @Test func `a timer is a histogram of seconds, whose buckets hold those before them`() {
        let timer = Timer(label: "took_seconds", factory: metrics)
        for milliseconds in [1, 30, 30, 60_000] { timer.recordMilliseconds(milliseconds) }
        let lines = metrics.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE took_seconds histogram")
        #expect(lines.contains(#"took_seconds_bucket{le="0.001"} 1"#))
        #expect(lines.contains(#"took_seconds_bucket{le="0.025"} 1"#))
        #expect(lines.contains(#"took_seconds_bucket{le="0.05"} 3"#))
        #expect(lines.contains(#"took_seconds_bucket{le="30"} 3"#))
        #expect(lines.contains(#"took_seconds_bucket{le="+Inf"} 4"#))
        #expect(lines.contains("took_seconds_count 4"))
        #expect(lines.contains { $0.hasPrefix("took_seconds_sum 60.06") })
    }

    @Test func `what could break a line is escaped`() {
        Counter(
            label: "9 calls", dimensions: [("the key", "a\"b\\c\nd")], factory: metrics
        ).increment()
        #expect(metrics.text.contains(#"_9_calls{the_key="a\"b\\c\nd"} 1"#))
    }

    @Test func `a name of two kinds, and series without end, are dropped and counted`() {
        Counter(label: "calls", factory: metrics).increment()
        Gauge(label: "calls", factory: metrics).record(7)
        #expect(metrics.text.contains("calls 1\n"))
        for number in 0..<PrometheusMetrics.seriesLimit {
            Counter(label: "many", dimensions: [("n", "\(number)")], factory: metrics).increment()
        }
        #expect(metrics.text.contains("payscore_metrics_dropped 2\n"))
    }
}
