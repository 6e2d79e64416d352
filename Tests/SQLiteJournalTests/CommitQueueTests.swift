import Dispatch
import Foundation
import GRDB
import JournalStorage
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

@testable import SQLiteJournal

@Suite struct CommitQueueTests {
    private struct Refused: Error {}

    private final class Refusals: Sendable {
        let count = Atomic(0)
    }

    /// Holds the writing connection until `count` commits wait behind it or were refused, so that
    /// they share the next transaction; returns the outcomes of those commits.
    private func commitTogether(
        _ count: Int, in journal: SQLiteJournalStore,
        _ body: @escaping @Sendable (Int, any JournalTransaction) throws -> Void
    ) async throws -> [Int: any Error] {
        let (entered, leave) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let first = Task {
            try await journal.commit(on: .wholeJournal) { _ in
                entered.signal()
                leave.wait()
            }
        }
        let refused = Refusals()
        return try await withThrowingTaskGroup(of: (Int, (any Error)?).self) { group in
            try await runBlocking { entered.wait() }
            for number in 0..<count {
                group.addTask {
                    do {
                        try await journal.commit(on: .wholeJournal) { try body(number, $0) }
                        return (number, nil)
                    } catch {
                        refused.count.add(1, ordering: .relaxed)
                        return (number, error)
                    }
                }
            }
            let commits = try #require(journal.commits)
            while commits.waitingCount + refused.count.load(ordering: .relaxed) < count {
                await Task.yield()
            }
            leave.signal()
            var failures: [Int: any Error] = [:]
            for try await (number, failure) in group { failures[number] = failure }
            try await first.value
            return failures
        }
    }

    @Test func `commits that arrive during a commit share the next one`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let failures = try await commitTogether(50, in: journal) { number, journal in
            try journal.append(try SampleOrder("N-\(number)").adopted())
        }
        #expect(failures.isEmpty)
        #expect(try await journal.recordCount() == 50)
        #expect(journal.commits?.transactionCount == 3)
        try await journal.close()
    }

    @Test func `no more commits share a transaction than the limit says`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let count = SQLiteCommitQueue.shareLimit + 1
        _ = try await commitTogether(count, in: journal) { number, journal in
            try journal.append(try SampleOrder("N-\(number)").adopted())
        }
        #expect(try await journal.recordCount() == count)
        #expect(journal.commits?.transactionCount == 4)
        try await journal.close()
    }

    @Test func `a commit that fails in a shared transaction fails alone`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let failures = try await commitTogether(20, in: journal) { number, journal in
            let order = try SampleOrder("N-\(number)")
            try journal.append(order.adopted())
            if number == 7 { throw Refused() }
            if number == 8 { try journal.append(order.draft(.order(.happened(.expired)))) }
        }
        #expect(failures.keys.sorted() == [7, 8])
        #expect(failures[7] is Refused)
        let numbers = try await journal.read {
            try $0.orders(phase: nil, after: nil, limit: 99).map(\.order.text)
        }
        #expect(numbers.count == 18)
        #expect(!numbers.contains("N-7"))
        #expect(journal.commits?.transactionCount == 3)
        try await journal.close()
        try await place.open().close()
    }

    @Test func `one commit more than may wait is refused`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let count = SQLiteCommitQueue.waitingLimit + 3
        let failures = try await commitTogether(count, in: journal) { _, _ in }
        #expect(failures.count == 3)
        for failure in failures.values {
            let error = try #require(failure as? JournalError)
            #expect(error.code == .overloaded)
            #expect(error.code.isTransient)
        }
        try await journal.close()
    }

    @Test func `a task that is cancelled while it waits still gets its result`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await journal.commit(on: .wholeJournal) {
                try $0.append(order.adopted()).sequence
            }
        }
        task.cancel()
        #expect(try await task.value == 2)
        #expect(try await journal.recordCount() == 1)
        try await journal.close()
    }

    @Test func `closing finishes the commits that wait`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let (entered, leave) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let first: Void = journal.commit(on: .wholeJournal) { _ in
            entered.signal()
            leave.wait()
        }
        try await runBlocking { entered.wait() }
        let order = try SampleOrder("A-1")
        async let second = journal.commit(on: .wholeJournal) {
            try $0.append(order.adopted()).sequence
        }
        while journal.commits?.waitingCount != 1 { await Task.yield() }
        async let closing: Void = journal.close()
        leave.signal()
        #expect(try await second == 2)
        try await first
        try await closing
        let again = try await place.open()
        #expect(try await again.recordCount() == 1)
        try await again.close()
    }

    @Test func `a full disk halts writing, and reading goes on`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try await journal.run("PRAGMA max_page_count = 60")
        var stored = 1
        let failure: JournalError = try await {
            while true {
                do {
                    try await journal.commit(on: .wholeJournal) { journal in
                        let long = String(repeating: "满", count: 4000)
                        _ = try journal.append(order.draft(.order(.protected), reason: long))
                    }
                    stored += 1
                } catch let error as JournalError { return error }
            }
        }()
        #expect(failure.code == .full)
        let why = await expectError(.halted) {
            try await journal.commit(on: .wholeJournal) {
                _ = try $0.append(order.draft(.order(.unprotected)))
            }
        }
        #expect(why.contains("journal_full"))
        #expect(journal.halt?.code == .halted)
        #expect(try await journal.recordCount() == stored)
        try await journal.close()

        let again = try await place.open()
        #expect(try await again.recordCount() == stored)
        try await again.commit(on: .wholeJournal) {
            _ = try $0.append(order.draft(.order(.unprotected)))
        }
        try await again.close()
    }

    @Test func `all that share a transaction which fails for good are told so`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        try await journal.run("PRAGMA max_page_count = 60")
        let failures = try await commitTogether(64, in: journal) { number, journal in
            let order = try SampleOrder("N-\(number)")
            let long = String(repeating: "x", count: 4000)
            try journal.append(order.draft(.order(.protected), reason: long))
        }
        #expect(failures.count == 64)
        #expect(failures.values.allSatisfy { ($0 as? JournalError)?.code == .full })
        #expect(try await journal.recordCount() == 0)
        try await journal.close()
    }

    @Test(arguments: ["", ".lock"], ["remove", "replace"])
    func `a file that is moved away under the journal halts it`(
        _ suffix: String, _ how: String
    ) async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        #expect(try await journal.recordCount() == 1)
        let file = place.path + suffix
        try FileManager.default.moveItem(atPath: file, toPath: place.file("moved.sqlite"))
        if how == "replace" {
            try FileManager.default.copyItem(atPath: place.file("moved.sqlite"), toPath: file)
        }
        await expectError(.inputOutput) {
            try await journal.commit(on: .wholeJournal) {
                _ = try $0.append(order.draft(.order(.protected)))
            }
        }
        await expectError(.halted) {
            try await journal.commit(on: .wholeJournal) {
                _ = try $0.append(order.draft(.order(.protected)))
            }
        }
        #expect(try await journal.recordCount() == 1)
        try await journal.close()
    }

    @Test func `a swallowed failure of SQLite's still fails the commit`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        let tooLong = String(repeating: "x", count: 5000)
        await expectError(.corrupt) {
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                _ = try? journal.append(order.draft(.order(.protected), reason: tooLong))
            }
        }
        #expect(try await journal.recordCount() == 0)
        #expect(journal.halt == nil)
        try await journal.close()
    }
}
