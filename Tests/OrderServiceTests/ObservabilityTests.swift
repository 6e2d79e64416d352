import HTTPTypes
import InMemoryLogging
import InMemoryTracing
import Logging
import Testing
import Tracing

@testable import OrderService

/// What a running server tells of its requests: metrics, and the trace that each belongs to.
@Suite struct ObservabilityTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let parent = "00-\(trace)-00f067aa0ba902b7-01"

    @Test func `requests and the engine's work are counted, and no order is named`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            _ = try await bench.send("GET", "/v1/orders/\(ServiceBench.number)")
            _ = try await bench.send("GET", "/v1/orders/\(ServiceBench.number)", as: nil)
            let answer = try await bench.send("GET", "/metrics")
            #expect(answer.status == 200)
            for line in [
                #"payscore_http_requests{endpoint="order",status="200"} 1"#,
                #"payscore_http_requests{endpoint="order",status="401"} 1"#,
                #"payscore_http_requests{endpoint="calls",status="200"} 2"#,
                #"payscore_http_request_duration_seconds_count{endpoint="calls"} 2"#,
                #"payscore_decisions{call="create",decision="allowed"} 1"#,
            ] { #expect(answer.text.contains(line + "\n"), "\(line) in \(answer.text)") }
            #expect(!answer.text.contains(ServiceBench.number))
        }
    }

    @Test func `a request is told with the trace that it belongs to, and no other`() async throws {
        try await ServiceBench.serving { bench in
            _ = try await bench.send("GET", "/v1/limit", headers: [("traceparent", Self.parent)])
            _ = try await bench.send(
                "GET", "/v1/limit", as: nil, headers: [("traceparent", Self.parent)])
            _ = try await bench.send("GET", "/v1/limit", headers: [("traceparent", "00-x-y-01")])
            let told = bench.log.entries.filter { $0.message == "request" }
                .map { $0.metadata["trace_id"]?.description }
            #expect(told == [Self.trace, Self.trace, nil])
        }
    }

    @Test func `the engine's spans are below the span of the request`() async throws {
        let tracer = InMemoryTracer()
        try await ServiceBench.serving(tracer: tracer) { bench in
            let answer = try await bench.call(
                #"{"call":"create","body":{"need_user_confirm":true,"risk_fund":{"amount":1}}}"#,
                as: .service,
                headers: [
                    (InMemoryTracer.traceIDKey, "trace-1"), (InMemoryTracer.spanIDKey, "span-1"),
                ])
            #expect(answer.status == 200, "\(answer.text)")
            let span = tracer.finishedSpans.first { $0.operationName == "payscore.create" }
            #expect(span?.traceID == "trace-1")
            #expect(span?.parentSpanID == "span-1")
        }
    }

    @Test(arguments: [
        parent, "00-\(trace)-00f067aa0ba902b7-00", "cc-\(trace)-00f067aa0ba902b7-01-more",
    ])
    func `these headers name a trace`(text: String) {
        #expect(Self.read(text)?.traceID == Self.trace)
    }

    @Test(arguments: [
        "", "00", "ff-\(trace)-00f067aa0ba902b7-01", "00-\(trace)-00f067aa0ba902b7-01-more",
        "00-\(trace.uppercased())-00f067aa0ba902b7-01", "00-\(trace)-0000000000000000-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-\(trace)-00f067aa0ba902b7",
        "00-\(trace)0-00f067aa0ba902b7-01", "0-\(trace)-00f067aa0ba902b7-01",
    ])
    func `these name none`(text: String) {
        #expect(Self.read(text) == nil)
    }

    private static func read(_ text: String) -> TraceParent? {
        var headers = HTTPFields()
        if let name = HTTPField.Name("traceparent") { headers[name] = text }
        return TraceParent(headers)
    }
}
