import InMemoryTracing
import MetricsTestKit
import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Testing
import Tracing

/// What is secret or a customer's is told nowhere, whatever happens.
struct TelemetrySecrecyTests {
    /// Everything that was told so far, as one text.
    private func told(by bench: EngineBench) -> String {
        var told: [String] = bench.log.lines.map { "\($0.message) \($0.metadata)" }
        for span in bench.tracer.finishedSpans {
            told.append("\(span.operationName) \(span.texts) \(span.events) \(span.errors)")
            told.append("\(String(describing: span.status?.message))")
        }
        told += bench.metrics.counters.map { "\($0.label) \($0.dimensions)" }
        told += bench.metrics.timers.map { "\($0.label) \($0.dimensions)" }
        told += bench.metrics.recorders.map { "\($0.label) \($0.dimensions)" }
        return told.joined(separator: "\n")
    }

    @Test func `no token, key, body, customer or person is told`() async throws {
        let key = Array("canary-key-canary-key-canary-key".utf8)
        let sealing = try #require(RequestKey(bytes: key))
        let keys = RequestKeys(sealingWith: sealing)
        let bench = try EngineBench()
        let engine = bench.engine(requestKeys: keys)
        let body = #"{"openid": "oCANARY"}"#
        bench.provider.disturbSending(.lost(isApplied: true))
        _ = try await engine.create(bench.order, json: Array(body.utf8), caller: bench.caller)
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(
            .refused(Refusal(kind: .other, code: "X", status: 400, message: "oCANARY")))
        _ = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let token = try await bench.permit(engine)
        bench.provider.disturbQueries(
            .refused(Refusal(kind: .other, code: "X", status: 400, message: "oCANARY")))
        _ = try? await bench.cancel(engine, permit: token)
        _ = try await bench.cancel(engine, permit: token, stating: 4999)
        let further = try await bench.permit(engine)
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        _ = try await bench.cancel(engine, permit: further)
        _ = try? await engine.reconcile(dueOnly: false, caller: bench.caller)
        let told = told(by: bench)
        // Enough was told for this to mean something.
        for word in ["settled", "unresolved", "payscore.provider.create", "permit_"] {
            #expect(told.contains(word), "\(word)")
        }
        for secret in [
            "CANARY", "openid", "canary", token.secret, "\(token.digest)", "pmt_", "用户取消", "周小明",
            "李敏",
        ] {
            #expect(!told.contains(secret), "\(secret)")
        }
    }
}
