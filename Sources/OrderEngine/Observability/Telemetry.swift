import Logging
import Metrics
import Tracing

/// Where the engine tells what it does; never a secret, a body or a customer's identifier.
struct Telemetry: Sendable {
    let logger: Logger
    let metrics: any MetricsFactory
    let tracer: any Tracer

    /// Runs `body` in a span.
    ///
    /// Of an error the span has the code alone: a text may quote anything.
    func span<Result>(
        _ name: SpanName, ofKind kind: SpanKind = .internal, _ attributes: [SpanKey: String] = [:],
        _ body: (any Span) async throws(EngineError) -> Result
    ) async throws(EngineError) -> Result {
        let result = await tracer.withSpan(name.text, ofKind: kind) {
            span -> Swift.Result<Result, EngineError> in
            for (key, value) in attributes { span.set(key, value) }
            do throws(EngineError) { return .success(try await body(span)) } catch {
                span.set(.error, error.code.rawValue)
                span.setStatus(SpanStatus(code: .error))
                return .failure(error)
            }
        }
        return try result.get()
    }
}

extension Span {
    /// Sets one of the attributes that there are.
    func set(_ key: SpanKey, _ value: String) {
        guard isRecording else { return }
        attributes[key.rawValue] = value
    }
}
