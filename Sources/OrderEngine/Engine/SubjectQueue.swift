import OrderLifecycle

/// Turns at an order: the calls of one order follow each other, those of different orders do not
/// wait for one another.
actor SubjectQueue {
    private var waiting: [OutOrderNumber: [CheckedContinuation<Void, Never>]] = [:]

    /// Runs `body` when every earlier turn at the order is over.
    nonisolated func run<Result: Sendable>(
        on order: OutOrderNumber, _ body: @Sendable () async -> Result
    ) async -> Result {
        await begin(order)
        let result = await body()
        await end(order)
        return result
    }

    private func begin(_ order: OutOrderNumber) async {
        guard waiting[order] != nil else {
            waiting[order] = []
            return
        }
        await withCheckedContinuation { waiting[order]?.append($0) }
    }

    private func end(_ order: OutOrderNumber) {
        guard var queue = waiting[order], !queue.isEmpty else {
            waiting[order] = nil
            return
        }
        let next = queue.removeFirst()
        waiting[order] = queue
        next.resume()
    }
}
