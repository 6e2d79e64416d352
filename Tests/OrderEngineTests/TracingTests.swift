import InMemoryTracing
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing
import Tracing

/// The spans of the engine.
struct TracingTests {
    @Test func `a cancel is one span over what it asks, records and sends`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        #expect(try await bench.cancel(bench.engine()).outcome == .applied(.answered))
        let spans = bench.tracer.finishedSpans
        let cancel = try #require(spans.first { $0.operationName == "payscore.cancel" })
        #expect(
            cancel.texts == [
                "payscore.order": "ORDER-1", "payscore.call": "cancel",
                "payscore.outcome": "answered",
            ])
        let children = spans.filter { $0.parentSpanID == cancel.spanID }
        #expect(
            children.map(\.operationName) == [
                "payscore.provider.query", "payscore.journal.commit", "payscore.provider.cancel",
                "payscore.journal.commit",
            ])
        #expect(children.map(\.kind) == [.client, .internal, .client, .internal])
        let sent = try #require(children.first { $0.operationName == "payscore.provider.cancel" })
        let attempt = try #require(bench.provider.sent.count == 1 ? sent.texts : nil)
        #expect(attempt["payscore.outcome"] == "accepted")
        #expect(attempt["payscore.attempt"]?.hasPrefix("att_") == true)
    }

    @Test func `a question is a span, and so is the program's own above it`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        try await bench.tracer.withSpan("rental") { _ in
            _ = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
            _ = try await engine.allowedCalls(on: bench.order, caller: bench.caller)
            _ = try await engine.query(bench.order, caller: bench.caller)
        }
        let spans = bench.tracer.finishedSpans
        let rental = try #require(spans.first { $0.operationName == "rental" })
        let asked = spans.filter { $0.parentSpanID == rental.spanID }
        #expect(
            asked.map(\.operationName) == [
                "payscore.decision", "payscore.allowed_calls", "payscore.query",
            ])
        #expect(asked.first?.texts["payscore.decision"] == "needs_acknowledgement")
    }

    @Test func `an error is told by its code, and by nothing of its text`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbQueries(.unreachable)
        await #expect(throws: EngineError.self) {
            try await bench.engine().query(bench.order, caller: bench.caller)
        }
        let query = try #require(bench.tracer.finishedSpans.last)
        #expect(query.operationName == "payscore.query")
        #expect(query.texts["error.type"] == "provider_unreachable")
        #expect(query.status?.code == .error)
        #expect(query.status?.message == nil)
        #expect(bench.tracer.finishedSpans.flatMap(\.errors).isEmpty)
        let asked = try #require(bench.tracer.finishedSpans.first)
        #expect(asked.texts["payscore.outcome"] == "not_sent")
        #expect(asked.status == nil)
    }

    @Test func `each attempt of a round is a span of it`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        _ = try await bench.cancel(engine)
        bench.clock.advance(by: .seconds(86_400))
        _ = try await bench.reconcile(engine)
        let spans = bench.tracer.finishedSpans
        let round = try #require(spans.first { $0.operationName == "payscore.reconcile" })
        #expect(round.texts["payscore.attempts"] == "1")
        let attempt = try #require(spans.first { $0.parentSpanID == round.spanID })
        #expect(attempt.operationName == "payscore.reconcile.attempt")
        #expect(attempt.texts["payscore.outcome"] == "found")
        #expect(
            spans.contains {
                $0.parentSpanID == attempt.spanID && $0.operationName == "payscore.provider.query"
            })
    }
}

extension FinishedInMemorySpan {
    /// The attributes, each as text.
    var texts: [String: String] {
        var texts: [String: String] = [:]
        func add(_ key: String, _ value: SpanAttribute) {
            texts[key] = if case .string(let text) = value { text } else { "\(value)" }
        }
        attributes.forEach(add)
        return texts
    }
}
