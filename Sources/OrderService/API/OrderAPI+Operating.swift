import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
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

    /// Seals all records that there are.
    func seal(_ exchange: Exchange) async throws -> Response {
        _ = try exchange.members([])
        do {
            let (checkpoint, witnesses) = try await sealable().sealNow()
            return try Response(CheckpointJSON(checkpoint, publishedTo: witnesses))
        } catch let error as JournalError { throw EngineError.journal(error) }
    }

    /// What seals the journal.
    func sealable() throws(ServiceProblem) -> CheckpointSealing {
        guard let sealing else {
            throw ServiceProblem(
                .conflict, .sealingNotConfigured,
                "this service has no key that signs checkpoints; its operator gives it one")
        }
        return sealing
    }

    /// The metrics, as Prometheus reads them.
    func metricsText() throws -> Response {
        guard let metrics else {
            throw ServiceProblem(
                .notFound, .endpointUnknown, "this service keeps its metrics elsewhere")
        }
        return Response(
            .ok, type: "text/plain; version=0.0.4; charset=utf-8",
            bytes: Array(metrics.text.utf8))
    }
}
