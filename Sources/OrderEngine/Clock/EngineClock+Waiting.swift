import OrderLifecycle

extension EngineClock {
    /// Waits until something has happened, for so long at most.
    ///
    /// - Parameter happening: Returns once it has happened, or the task is cancelled.
    func wait(
        atMost limit: Duration, for happening: @escaping @Sendable () async -> Void
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await happening() }
            group.addTask { try? await sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
