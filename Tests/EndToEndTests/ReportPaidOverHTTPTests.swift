import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Testing

/// The engine reports an order at the sandbox as paid elsewhere over signed HTTP, with consent.
@Suite struct ReportPaidOverHTTPTests {
    /// Asks, and reports, stating what WeChat collects no more.
    private static func report(
        _ order: OutOrderNumber, givingUp fen: Int64 = 5000, on stage: Stage
    ) async throws -> CallResult {
        let paidAt = try Timestamp(beijing: "20260131160000")
        let answer = try await stage.engine.decision(
            on: order, for: .reportPaid(at: paidAt), caller: stage.caller)
        return try await stage.engine.reportPaid(
            order, at: paidAt,
            consent: answer.acknowledge(
                atStake: Amount(fen: fen), by: ActorName("finance")), caller: stage.caller)
    }

    @Test func `an order that was paid in cash is done, through the merchant`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("CASH-1")
            let careless = try await stage.engine.reportPaid(
                order, at: Timestamp(beijing: "20260131"), caller: stage.caller)
            guard case .needsAcknowledgement = careless else { throw Unexpected(careless) }
            #expect(try await stage.received("sync", order).isEmpty)
            let result = try await Self.report(order, on: stage)
            guard case .attempted(let report, _) = result,
                case .settled(.applied(.answered)) = report.attempt.condition
            else { throw Unexpected(result) }
            #expect(
                report.order.state == .known(.done(paid: try Amount(fen: 5000), through: .merchant))
            )
            // What the trail keeps is what was sent.
            let sent = try await stage.received("sync", order).map { Array(($0.body ?? "").utf8) }
            #expect(try await stage.intents(of: order).suffix(1) == sent)
            #expect(
                String(decoding: sent.first ?? [], as: UTF8.self)
                    .contains(#""detail":{"paid_time":"20260131160000"}"#))
        }
    }

    @Test(arguments: ["answer_lost", "error_500_applied", "unsigned", "bad_signature"])
    func `a report survives faults with one outcome`(kind: String) async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("CASH-2")
            try await stage.disturb("sync", kind)
            let result = try await Self.report(order, on: stage)
            guard case .attempted(let report, _) = result,
                case .settled(.applied(.found)) = report.attempt.condition
            else { throw Unexpected(result) }
            #expect(report.order.state.phase?.kind == .done)
            #expect(try await stage.received("sync", order).count == 1)
        }
    }

    @Test func `a deduction that runs is waited out within the consent`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("CASH-3")
            try await stage.control("orders/CASH-3/deduction-start")
            let result = try await Self.report(order, on: stage)
            guard case .attempted(let report, _) = result else { throw Unexpected(result) }
            #expect(report.attempt.isSettled == false)
            try await stage.control("orders/CASH-3/deduction-stop")
            stage.clock.leap(by: .seconds(181))
            let reports = try await stage.engine.reconcile(caller: stage.caller)
            #expect(
                reports.first?.order.state
                    == .known(.done(paid: try Amount(fen: 5000), through: .merchant)))
            #expect(try await stage.received("sync", order).count == 2)
        }
    }

    @Test func `WeChat's own collection that comes first ends the report refused`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("CASH-4")
            try await stage.control("orders/CASH-4/deduction-start")
            let result = try await Self.report(order, on: stage)
            guard case .attempted(let report, _) = result, !report.attempt.isSettled else {
                throw Unexpected(result)
            }
            try await stage.control("orders/CASH-4/pay")
            stage.clock.leap(by: .seconds(181))
            let ended = try await stage.engine.reconcile(caller: stage.caller)
            guard case .settled(.refused)? = ended.first?.attempt.condition else {
                throw Unexpected("\(ended)")
            }
            #expect(
                ended.first?.order.state
                    == .known(.done(paid: try Amount(fen: 5000), through: .weChat)))
        }
    }
}
