import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderJournal
import OrderLifecycle
import ServiceLifecycle

extension OrderAPI {
    /// Whether the process answers, or whether it can do its work.
    func health(_ endpoint: Endpoint) async throws -> Response {
        guard endpoint == .readyz else { return try Response(HealthJSON(status: "alive")) }
        guard !Task.isShuttingDownGracefully else {
            throw ServiceProblem(.serviceUnavailable, .notReady, "the service is shutting down")
        }
        do throws(EngineError) {
            _ = try await engine.read(about: []) { try $0.end() }
        } catch {
            throw ServiceProblem(
                .serviceUnavailable, .notReady,
                "the journal cannot be read: \(ServiceProblem(error).code)")
        }
        return try Response(HealthJSON(status: "ready"))
    }
}
