import OrderJournal

/// Turns at a subject: the calls of one order follow each other, those of different orders do not
/// wait for one another.
actor SubjectQueue {
    private var waiting: [Subject: [CheckedContinuation<Void, Never>]] = [:]

    /// Runs `body` when every earlier turn at the subject is over.
    nonisolated func run<Result: Sendable>(
        on subject: Subject, _ body: @Sendable () async -> Result
    ) async -> Result {
        await begin(subject)
        let result = await body()
        await end(subject)
        return result
    }

    private func begin(_ subject: Subject) async {
        guard waiting[subject] != nil else {
            waiting[subject] = []
            return
        }
        await withCheckedContinuation { waiting[subject]?.append($0) }
    }

    private func end(_ subject: Subject) {
        guard var queue = waiting[subject], !queue.isEmpty else {
            waiting[subject] = nil
            return
        }
        let next = queue.removeFirst()
        waiting[subject] = queue
        next.resume()
    }
}
