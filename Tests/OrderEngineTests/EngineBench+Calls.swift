import OrderEngine
import OrderLifecycle
import Testing

/// Calls as most tests make them: of the bench's order, by its caller.
extension EngineBench {
    func permit(_ engine: Engine) async throws -> PermitToken {
        try #require(try await engine.cancelDecision(on: order, caller: caller).permit).token
    }

    func cancel(_ engine: Engine, permit: PermitToken? = nil) async throws -> CancelResult {
        try await engine.cancel(order, reason: try reason(), permit: permit, caller: caller)
    }

    /// Looks into what is unresolved, and returns the report on the first of it.
    func reconcile(_ engine: Engine, dueOnly: Bool = false) async throws -> AttemptReport {
        let reports = try await engine.reconcile(dueOnly: dueOnly, caller: caller)
        return try #require(reports.first)
    }
}
