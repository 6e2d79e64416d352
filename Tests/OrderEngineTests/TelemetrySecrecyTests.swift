import Foundation
import InMemoryTracing
import MetricsTestKit
import OrderEngine
import OrderEngineTesting
import OrderJournal
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
        told += bench.metrics.meters.map { "\($0.label) \($0.dimensions)" }
        told += bench.metrics.recorders.map { "\($0.label) \($0.dimensions)" }
        return told.joined(separator: "\n")
    }

    /// A text as it might be told: as it is, and as its bytes are written.
    private func forms(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        return [text, Hex.text(bytes), "\(bytes)", Data(bytes).base64EncodedString()]
    }

    @Test func `no token, key, body, customer or person is told`() async throws {
        let key = "canary-key-canary-key-canary-key"
        let body = #"{"openid": "oCANARY"}"#
        let sealing = try #require(RequestKey(bytes: Array(key.utf8)))
        let bench = try EngineBench()
        let engine = bench.engine(requestKeys: RequestKeys(sealingWith: sealing))
        let refusal = Refusal(kind: .other, code: "X", status: 400, message: "oCANARY")
        bench.provider.disturbSending(.lost(isApplied: true))
        let created = try await engine.create(
            bench.order, json: Array(body.utf8), caller: bench.caller)
        #expect(created.outcome == .applied(.found))
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.refused(refusal))
        let completed = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(completed.outcome == .refused(refusal))
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let token = try await bench.permit(engine)
        bench.provider.disturbQueries(.refused(refusal))
        await #expect(throws: EngineError.self) {
            try await bench.cancel(engine, permit: token)
        }
        let misstated = try await bench.cancel(engine, permit: token, stating: 4999)
        #expect(misstated.report == nil)
        let further = try await bench.permit(engine)
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        let cancelled = try await bench.cancel(engine, permit: further)
        #expect(cancelled.report != nil && cancelled.outcome == nil, "\(cancelled)")
        _ = try await engine.reconcile(dueOnly: false, caller: bench.caller)

        // What must not be told was there to be told.
        #expect(bench.provider.sent.first?.body == Array(body.utf8))
        let records = try await bench.records()
        #expect(records.contains { $0.caller.actor.text == "周小明" })
        let told = told(by: bench)
        for word in ["settled", "unresolved", "payscore.provider.create", "permit_"] {
            #expect(told.contains(word), "\(word)")
        }
        let secrets = [
            key, body, "oCANARY", "openid", token.secret, further.secret, "pmt_", "用户取消", "周小明",
            "李敏",
        ]
        let digests = ["\(token.digest)", "\(further.digest)"]
        for secret in secrets.flatMap(forms) + digests {
            #expect(!told.contains(secret), "\(secret)")
        }
    }
}
