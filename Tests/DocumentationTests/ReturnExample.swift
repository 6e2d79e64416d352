import OrderEngine
import OrderJournal
import OrderLifecycle

/// Whether a customer who returned from the page of an order may have what they ordered.
func mayHandOut(
    _ opened: OutOrderNumber, queryID: String, engine: Engine, app: Caller
) async throws -> Bool {
    let report = try await engine.handleReturn(queryID: queryID, caller: app)
    guard report.order.order == opened, report.order.state.phase?.kind == .inService else {
        return false
    }
    return true
}
