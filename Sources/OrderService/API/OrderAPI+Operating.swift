import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderLifecycle

extension OrderAPI {
    /// What counts towards the velocity limit.
    func velocityLimit() async throws -> Response {
        try Response(
            VelocityLimitJSON(await engine.velocityUsage(), limits: engine.velocityLimits))
    }

    /// Resets the velocity limit.
    func resetLimit(_ exchange: Exchange) async throws -> Response {
        let reason = try OperatorReason(exchange.members(["reason"]).text("reason"))
        let usage = try await engine.resetVelocityLimit(reason: reason, caller: exchange.caller)
        return try Response(VelocityLimitJSON(usage, limits: engine.velocityLimits))
    }

    /// Asks WeChat what became of every attempt without an outcome.
    func reconcile(_ exchange: Exchange) async throws -> Response {
        _ = try exchange.members([])
        let reports = try await engine.reconcile(dueOnly: false, caller: exchange.caller)
        let others = try await engine.authorizations.reconcile(
            dueOnly: false, caller: exchange.caller)
        return try Response(ReconciliationJSON(reports, others))
    }
}
