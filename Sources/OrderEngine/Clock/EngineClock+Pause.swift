import ServiceLifecycle

extension EngineClock {
    /// Sleeps between two rounds of a service; a graceful shutdown ends the sleep.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    package func pause(for duration: Duration) async throws {
        do {
            try await cancelWhenGracefulShutdown { try await self.sleep(for: duration) }
        } catch is CancellationError where Task.isShuttingDownGracefully && !Task.isCancelled {}
    }
}
