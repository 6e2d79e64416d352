import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Testing

/// Calls as most tests make them: of the bench's order, by its caller.
extension EngineBench {
    /// The body of a complete or modify.
    static func total(_ fen: Int64) -> [UInt8] { Array(#"{"total_amount": \#(fen)}"#.utf8) }

    func permit(_ engine: Engine) async throws -> PermitToken {
        try #require(try await engine.cancelDecision(on: order, caller: caller).permit).token
    }

    /// The consent of somebody who states an amount in fen, where a permit is presented.
    func consent(_ token: PermitToken?, stating fen: Int64 = 5000) throws -> Consent? {
        try token.map {
            Consent(token: $0, atStake: try Amount(fen: fen), by: try ActorName("李敏"))
        }
    }

    func cancel(
        _ engine: Engine, permit: PermitToken? = nil, stating fen: Int64 = 5000
    ) async throws -> CallResult {
        try await engine.cancel(
            order, reason: try reason(), consent: consent(permit, stating: fen), caller: caller)
    }

    /// Asks for a decision on a lower total, and modifies, stating what is given up by it.
    func modify(
        _ engine: Engine, to total: Int64, givingUp fen: Int64, askingFor asked: Int64? = nil
    ) async throws -> CallResult {
        let answer = try await engine.decision(
            on: order, for: .modify(total: Amount(fen: asked ?? total)), caller: caller)
        return try await engine.modify(
            order, json: Self.total(total),
            consent: consent(answer.permit?.token, stating: fen), caller: caller)
    }

    /// When the customer is said to have paid elsewhere.
    var paidAt: Timestamp { clock.now().advanced(by: .seconds(-60)).inWholeSeconds }

    /// Asks for a decision on a report, and reports, stating what WeChat collects no more.
    func reportPaid(
        _ engine: Engine, givingUp fen: Int64 = 5000, at moment: Timestamp? = nil,
        askingFor asked: Timestamp? = nil
    ) async throws -> CallResult {
        let moment = moment ?? paidAt
        let answer = try await engine.decision(
            on: order, for: .reportPaid(at: asked ?? moment), caller: caller)
        return try await engine.reportPaid(
            order, at: moment, reason: OperatorReason("现金"),
            consent: consent(answer.permit?.token, stating: fen), caller: caller)
    }

    /// Looks into what is unresolved, and returns the report on the first of it.
    func reconcile(_ engine: Engine, dueOnly: Bool = false) async throws -> AttemptReport {
        let reports = try await engine.reconcile(dueOnly: dueOnly, caller: caller)
        return try #require(reports.first)
    }
}
