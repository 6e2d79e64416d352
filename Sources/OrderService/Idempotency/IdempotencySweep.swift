import OrderEngine
import ServiceLifecycle

/// Removes old idempotency keys, at the start and then every hour.
struct IdempotencySweep: Service {
    let requests: IdempotentRequests
    let engine: Engine

    private static let pause: Duration = .seconds(3600)

    func run() async throws {
        while !Task.isShuttingDownGracefully {
            try Task.checkCancellation()
            await requests.removeOldClaims()
            try await engine.pause(for: Self.pause)
        }
    }
}
