import Foundation
import JournalStorage
import Synchronization
import Testing

/// What reads for long beside tasks that must go on.
@Suite struct RunBlockingTests {
    private final class Flag: Sendable {
        let begun = Atomic(0)
        private let value = Atomic(false)
        var isUp: Bool { value.load(ordering: .relaxed) }
        func raise() { value.store(true, ordering: .relaxed) }
    }

    @Test func `what computes for long leaves the tasks their threads`() async throws {
        let flag = Flag()
        let count = ProcessInfo.processInfo.activeProcessorCount + 1
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    let end = ContinuousClock.now + .seconds(30)
                    let isEndedByTask = try await runBlocking {
                        flag.begun.add(1, ordering: .relaxed)
                        while !flag.isUp, .now < end {}
                        return flag.isUp
                    }
                    #expect(isEndedByTask)
                }
            }
            // Only a task ends them, once all have begun.
            group.addTask {
                while flag.begun.load(ordering: .relaxed) < count { await Task.yield() }
                flag.raise()
            }
            try await group.waitForAll()
        }
    }
}
