import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

/// The whole way of a cancel: a real SQLite file, real signed HTTP, and a sandbox that misbehaves.
@Suite struct CancelOverHTTPTests {
    /// How a fault of the sandbox's ends at once, and after the window where it does not.
    struct Fault: Sendable, CustomTestStringConvertible {
        let kind: String
        /// The outcome of the call itself; `nil` where it stays unresolved.
        let atOnce: String?
        /// How often the request is received in all.
        let requests: Int
        var testDescription: String { kind }
    }

    static let faults = [
        Fault(kind: "answer_lost", atOnce: "found", requests: 1),
        Fault(kind: "request_lost", atOnce: nil, requests: 2),
        Fault(kind: "error_500", atOnce: "answered", requests: 2),
        Fault(kind: "error_500_applied", atOnce: "found", requests: 1),
        Fault(kind: "rate_limited", atOnce: "answered", requests: 2),
        Fault(kind: "unsigned", atOnce: "found", requests: 1),
        Fault(kind: "bad_signature", atOnce: "found", requests: 1),
        Fault(kind: "signtest", atOnce: "found", requests: 1),
        Fault(kind: "wrong_order", atOnce: "found", requests: 1),
        Fault(kind: "garbage", atOnce: "found", requests: 1),
    ]

    @Test(arguments: faults)
    func `a cancel survives every fault with one outcome and the same bytes`(
        fault: Fault
    ) async throws {
        try await Stage.play { stage in
            let order = try await stage.createdOrder("FAULT-1")
            try await stage.disturb("cancel", fault.kind)
            var report = try #require(try await stage.cancel(order).attemptReport)
            #expect(report.outcomeCode == fault.atOnce)
            if fault.atOnce == nil {
                stage.clock.leap(by: .milliseconds(600_001))
                let reports = try await stage.engine.reconcile(caller: stage.caller)
                report = try #require(reports.first)
                #expect(report.outcomeCode == "answered")
            }
            #expect(report.order.state == .known(.revoked))
            try await Self.expectIntents(
                of: order, behind: fault.requests, operation: "cancel", on: stage)
        }
    }

    @Test func `an order lives, a careless cancel is stopped, an acknowledged one is made`()
        async throws
    {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("LIFE-1")
            let careless = try await stage.engine.cancel(
                order, reason: try CancelReason("误操作"), caller: stage.caller)
            guard case .needsAcknowledgement(let answer) = careless else {
                throw Unexpected(careless)
            }
            #expect(answer.permit?.terms.loss.atStake.fen == 5000)
            #expect(try await stage.received("cancel", order).isEmpty)
            let report = try #require(try await stage.cancel(order).attemptReport)
            #expect(report.outcomeCode == "answered")
            try await Self.expectIntents(of: order, behind: 1, operation: "cancel", on: stage)
        }
    }

    @Test func `a running deduction is waited out`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("DEDUCT-1")
            try await stage.control("orders/DEDUCT-1/deduction-start")
            let report = try #require(try await stage.cancel(order).attemptReport)
            #expect(report.attempt.isSettled == false)
            try await stage.control("orders/DEDUCT-1/deduction-stop")
            stage.clock.leap(by: .seconds(181))
            let reports = try await stage.engine.reconcile(caller: stage.caller)
            #expect(reports.first?.outcomeCode == "answered")
        }
    }

    @Test func `a race lost to the payment is refused and the order is done`() async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("RACE-1")
            try await stage.control("orders/RACE-1/deduction-start")
            _ = try await stage.cancel(order)
            try await stage.control("orders/RACE-1/pay")
            stage.clock.leap(by: .seconds(181))
            let reports = try await stage.engine.reconcile(caller: stage.caller)
            #expect(reports.first?.outcomeCode == "refused")
            #expect(reports.first?.order.state.code == "done")
        }
    }

    @Test(arguments: ["answer_lost", "request_lost", "error_500_applied", "unsigned"])
    func `a complete survives faults, and cancels wait for its outcome`(kind: String)
        async throws
    {
        try await Stage.play { stage in
            let order = try await stage.orderInService("COMPLETE-1")
            try await stage.disturb("complete", kind)
            _ = try await stage.engine.complete(
                order, json: Array(Stage.completion.utf8), caller: stage.caller)
            if kind == "request_lost" {
                let blocked = try await stage.engine.cancelDecision(
                    on: order, caller: stage.caller)
                #expect(blocked.decision == .denied(Denial(.attemptUnresolved)))
                stage.clock.leap(by: .milliseconds(600_001))
                _ = try await stage.engine.reconcile(caller: stage.caller)
            }
            let answer = try await stage.engine.cancelDecision(on: order, caller: stage.caller)
            #expect(answer.decision.code == .needsAcknowledgement)
            try await Self.expectIntents(
                of: order, behind: kind == "request_lost" ? 2 : 1, operation: "complete",
                on: stage)
        }
    }

    @Test func `a query that cannot be verified stops the cancel before anything is sent`()
        async throws
    {
        try await Stage.play { stage in
            let order = try await stage.createdOrder("BLIND-1")
            try await stage.disturb("query", "bad_signature")
            await #expect(throws: EngineError.self) {
                try await stage.engine.cancel(
                    order, reason: try CancelReason("用户取消"), caller: stage.caller)
            }
            #expect(try await stage.received("cancel", order).isEmpty)
        }
    }

    /// Every request that was received has an intent of the same bytes.
    private static func expectIntents(
        of order: OutOrderNumber, behind count: Int, operation: String, on stage: Stage
    ) async throws {
        let received = try await stage.received(operation, order)
        let intents = try await stage.intents(of: order)
        #expect(received.count == count)
        for request in received {
            #expect(intents.contains(Array((request.body ?? "").utf8)))
        }
    }
}

extension CallResult {
    fileprivate var attemptReport: AttemptReport? {
        guard case .attempted(let report, _) = self else { return nil }
        return report
    }
}

extension AttemptReport {
    fileprivate var outcomeCode: String? {
        guard case .settled(let outcome) = attempt.condition else { return nil }
        return outcome.code
    }
}
