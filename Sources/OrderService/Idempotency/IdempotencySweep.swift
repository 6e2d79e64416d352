import OrderEngine
import ServiceLifecycle

/// Removes old idempotency keys, at the start and then every hour.
struct IdempotencySweep: Service {
    let requests: IdempotentRequests
    let engine: Engine

    private static let pause: Duration = .seconds(3600)

    func run() async throws {
        let engine = engine
        while !Task.isShuttingDownGracefully {
            try Task.checkCancellation()
            await requests.removeOldClaims()
            do {
                try await cancelWhenGracefulShutdown { try await engine.sleep(for: Self.pause) }
            } catch is CancellationError where Task.isShuttingDownGracefully && !Task.isCancelled {}
        }
    }
}
