import Logging
import Metrics
import Tracing

/// Where logs, metrics and spans go; chosen once, before the engine is made.
enum Telemetry {
    static func bootstrap() {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        // Put the factory of your metrics backend here, for example that of swift-prometheus.
        MetricsSystem.bootstrap(NOOPMetricsHandler.instance)
        // Put your tracer here, for example that of swift-otel.
        InstrumentationSystem.bootstrap(NoOpTracer())
    }
}
