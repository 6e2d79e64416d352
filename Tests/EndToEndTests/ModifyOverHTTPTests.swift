import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Testing

/// The engine lowers an amount at the sandbox over signed HTTP, with consent.
@Suite struct ModifyOverHTTPTests {
    private static func json(_ total: Int64) -> [UInt8] {
        Array(
            """
            {"post_payments":[{"name":"骑行费","amount":5000}],\
            "post_discounts":[{"name":"优惠","amount":\(5000 - total)}],"total_amount":\(total),\
            "reason":"用户投诉"}
            """.utf8)
    }

    /// Asks, and lowers to a total, stating what is given up by it.
    private static func modify(
        _ order: OutOrderNumber, to total: Int64, givingUp fen: Int64, on stage: Stage
    ) async throws -> CallResult {
        let answer = try await stage.engine.decision(
            on: order, for: .modify(total: try Amount(fen: total)), caller: stage.caller)
        return try await stage.engine.modify(
            order, json: json(total),
            consent: answer.acknowledge(
                atStake: Amount(fen: fen), by: ActorName("finance")), caller: stage.caller)
    }

    @Test func `a careless modify is stopped, and an acknowledged one lowers the amount`()
        async throws
    {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("LOWER-1")
            let careless = try await stage.engine.modify(
                order, json: Self.json(3800), caller: stage.caller)
            guard case .needsAcknowledgement(let answer) = careless else {
                throw Unexpected(careless)
            }
            #expect(answer.permit?.terms.loss.atStake.fen == 1200)
            #expect(try await stage.received("modify", order).isEmpty)
            for (total, difference) in [(3800, 1200), (3000, 800)] as [(Int64, Int64)] {
                let result = try await Self.modify(
                    order, to: total, givingUp: difference, on: stage)
                guard case .attempted(let report, _) = result,
                    case .settled(.applied(.answered)) = report.attempt.condition
                else { throw Unexpected(result) }
                #expect(report.order.state.pending?.total.fen == total)
            }
            // What the trail keeps is what was sent, and why.
            let sent = try await stage.received("modify", order).map { Array(($0.body ?? "").utf8) }
            #expect(try await stage.intents(of: order).suffix(2) == sent)
            let reasons = try await stage.journal.read {
                try $0.records(of: .order(order), after: 0, limit: 100)
                    .filter { $0.event == "intended" }.map(\.reason)
            }
            #expect(reasons == [nil, nil, "用户投诉", "用户投诉"])
            // What is left can still be cancelled, by its own amount.
            let cancelled = try await stage.cancel(order)
            guard case .attempted(let report, _) = cancelled else { throw Unexpected(cancelled) }
            #expect(report.attempt.intent.consent?.givenUp.fen == 3000)
        }
    }

    @Test(arguments: ["answer_lost", "error_500_applied", "unsigned", "bad_signature"])
    func `a modify survives faults with one outcome`(kind: String) async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("LOWER-2")
            try await stage.disturb("modify", kind)
            let result = try await Self.modify(order, to: 3800, givingUp: 1200, on: stage)
            guard case .attempted(let report, _) = result,
                case .settled(.applied(.found)) = report.attempt.condition
            else { throw Unexpected(result) }
            #expect(report.order.state.pending?.total.fen == 3800)
            #expect(try await stage.received("modify", order).count == 1)
        }
    }

    @Test func `a modify that never arrived is sent again within the consent`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("LOWER-3")
            try await stage.control("orders/LOWER-3/deduction-start")
            let result = try await Self.modify(order, to: 3800, givingUp: 1200, on: stage)
            guard case .attempted(let report, _) = result else { throw Unexpected(result) }
            #expect(report.attempt.isSettled == false)
            try await stage.control("orders/LOWER-3/deduction-stop")
            stage.clock.leap(by: .seconds(181))
            let reports = try await stage.engine.reconcile(caller: stage.caller)
            #expect(reports.first?.order.state.pending?.total.fen == 3800)
            #expect(try await stage.received("modify", order).count == 2)
        }
    }

    @Test func `only a lower amount above nothing is sent`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("LOWER-4")
            for (total, reason) in [
                (5000, DenialReason.amountNotLower), (0, .amountNotAbovePaid),
            ] as [(Int64, DenialReason)] {
                let result = try await stage.engine.modify(
                    order, json: Self.json(total), caller: stage.caller)
                guard case .denied(let answer) = result else { throw Unexpected(result) }
                #expect(answer.decision == .denied(Denial(reason)))
            }
            #expect(try await stage.received("modify", order).isEmpty)
        }
    }
}
