import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Testing

/// The engine has the sandbox collect over signed HTTP.
@Suite struct CollectOverHTTPTests {
    @Test func `WeChat is asked once an hour, and the order stays as it is`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("URGE-1")
            let result = try await stage.engine.collect(order, caller: stage.caller)
            guard case .attempted(let report, _) = result,
                case .settled(.applied(.answered)) = report.attempt.condition
            else { throw Unexpected(result) }
            #expect(report.order.state.pending?.due.fen == 5000)
            let again = try await stage.engine.collect(order, caller: stage.caller)
            guard case .denied(let answer) = again, case .denied(let denial) = answer.decision
            else { throw Unexpected(again) }
            #expect(denial.reasons == [.collectedLately])
            #expect(denial.nextCollectAt != nil)
            stage.clock.leap(by: .seconds(3600))
            let later = try await stage.engine.collect(order, caller: stage.caller)
            guard case .attempted = later else { throw Unexpected(later) }
            let sent = try await stage.received("pay", order).map { Array(($0.body ?? "").utf8) }
            #expect(sent.count == 2)
            #expect(try await stage.intents(of: order).suffix(2) == sent)
        }
    }

    @Test(arguments: ["answer_lost", "error_500_applied", "unsigned", "bad_signature"])
    func `a lost answer is unproven at once, and nothing is sent again`(kind: String)
        async throws
    {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("URGE-2")
            try await stage.disturb("pay", kind)
            let result = try await stage.engine.collect(order, caller: stage.caller)
            guard case .attempted(let report, _) = result,
                case .settled(.unproven) = report.attempt.condition
            else { throw Unexpected(result) }
            #expect(try await stage.engine.reconcile(caller: stage.caller).isEmpty)
            #expect(try await stage.received("pay", order).count == 1)
        }
    }
}
