import Dispatch
import JournalStorage
import OrderEngine
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

@Suite struct OwnReadersTests {
    /// Readers that occupy every connection until they are let go.
    private struct Occupation {
        private let leave = DispatchSemaphore(value: 0)
        private let readers: [Task<Int64?, any Error>]

        init(of journal: SQLiteJournalStore) async throws {
            let (entered, leave) = (DispatchSemaphore(value: 0), leave)
            let count = ConnectionSettings.readerLimit
            readers = (0..<count).map { _ in
                Task {
                    try await journal.inspect { reader in
                        entered.signal()
                        leave.wait()
                        return try reader.lastRecord()?.sequence
                    }
                }
            }
            try await runBlocking { for _ in 0..<count { entered.wait() } }
        }

        func end() async throws -> [Int64?] {
            for _ in readers { leave.signal() }
            var found: [Int64?] = []
            for reader in readers { found.append(try await reader.value) }
            return found
        }
    }

    private func makeJournal(_ place: TemporaryPlace) async throws -> SQLiteJournalStore {
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        return journal
    }

    @Test func `a reader waits while every connection is in use, and writing goes on`()
        async throws
    {
        let place = try TemporaryPlace()
        let journal = try await makeJournal(place)
        let occupation = try await Occupation(of: journal)
        let late = Task { try await journal.recordCount() }
        let order = try SampleOrder("B-2")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        // Each shows its own observation, and that of the first may be older than the second
        // record.
        #expect(try await occupation.end().allSatisfy { ($0 ?? 0) >= 1 })
        #expect(try await late.value == 2)
        try await journal.close()
    }

    @Test func `closing waits for who reads, and refuses who comes later`() async throws {
        let place = try TemporaryPlace()
        let journal = try await makeJournal(place)
        let occupation = try await Occupation(of: journal)
        let closing = Task { try await journal.close() }
        await expectError(.closed) {
            // Until the closing has begun, a further reader would wait for a connection.
            while true {
                try Task.checkCancellation()
                try await journal.commit(on: .wholeJournal) { _ in }
            }
        }
        await expectError(.closed) { try await journal.recordCount() }
        #expect(try await occupation.end() == [2, 2, 2, 2])
        try await closing.value
    }

    @Test func `a body that throws leaves its connection fit for the next`() async throws {
        struct Refused: Error {}
        let place = try TemporaryPlace()
        let journal = try await makeJournal(place)
        for _ in 0..<3 * ConnectionSettings.readerLimit {
            await #expect(throws: Refused.self) {
                try await journal.read { _ in throw Refused() }
            }
        }
        #expect(try await journal.recordCount() == 1)
        try await journal.close()
    }
}
