import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

@testable import PostgresJournal

/// What becomes of commits when several hosts write, and when the server goes away.
@Suite(.enabled(if: PostgresUnderTest.isThere)) struct PostgresCommitsTests {
    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isUp: Bool { value.load(ordering: .relaxed) }
        func raise() { value.store(true, ordering: .relaxed) }
    }

    /// Appends a record, and returns its place.
    private static func protect(
        _ journal: PostgresJournalStore, _ order: SampleOrder, on: Bool
    ) async throws -> Int64 {
        try await journal.commit(on: [.order(order.number)]) { transaction in
            try transaction.append(order.draft(.order(on ? .protected : .unprotected))).sequence
        }
    }

    private static func begun(_ journal: PostgresJournalStore, orders: Int) async throws
        -> [SampleOrder]
    {
        try await journal.begin()
        let all = try (0..<orders).map { try SampleOrder("A-\($0)") }
        try await journal.commit(on: .wholeJournal) { transaction in
            for order in all { try transaction.append(order.adopted()) }
        }
        return all
    }

    @Test func `two hosts write one journal, without a gap and each record once`() async throws {
        let address = try await PostgresUnderTest.freshDatabase()
        let one = try await PostgresUnderTest.open(address)
        let two = try await PostgresUnderTest.open(address)
        let orders = try await Self.begun(one, orders: 8)
        let told = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for (index, order) in orders.enumerated() {
                group.addTask {
                    var sequences: [Int64] = []
                    for turn in 0..<20 {
                        // Each order's records come from both hosts in turn.
                        let host = (turn + index) % 2 == 0 ? one : two
                        sequences.append(
                            try await Self.protect(host, order, on: turn % 2 == 0))
                    }
                    return sequences
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(told).count == 160)
        let end = try await two.read { try $0.end()?.sequence }
        #expect(end == 169)
        #expect(try await JournalVerifier().verify(two).isSound)
        await one.close()
        await two.close()
    }

    @Test func `a commit whose answer is lost is found, and not made again`() async throws {
        let server = try await TrialServer(isDurable: true)
        let journal = try await PostgresJournalStore.open(
            server.address(), durability: .flushed, now: PostgresUnderTest.now)
        let order = try await Self.begun(journal, orders: 1)[0]
        // The COMMIT waits for a standby that is not there, until its backend is ended.
        try server.execute(
            "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()")
        async let told = Self.protect(journal, order, on: true)
        while try server.count(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == 0
        {
            await Task.yield()
        }
        try server.execute(
            "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        #expect(try await told == 3)
        #expect(try server.count("SELECT 1 FROM payscore.records") == 3)
        #expect(try await Self.protect(journal, order, on: false) == 4)
        #expect(try await JournalVerifier().verify(journal).isSound)
        await journal.close()
    }

    @Test func `whatever ends the server, nothing acknowledged is lost and nothing is doubled`()
        async throws
    {
        let server = try await TrialServer(isDurable: true)
        let journal = try await PostgresJournalStore.open(
            server.address(), durability: .flushed, now: PostgresUnderTest.now)
        let orders = try await Self.begun(journal, orders: 8)
        let end = Flag()
        let told = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for order in orders {
                group.addTask {
                    var (sequences, isOn): ([Int64], Bool) = ([], true)
                    while !end.isUp {
                        sequences.append(try await Self.protect(journal, order, on: isOn))
                        isOn.toggle()
                    }
                    return sequences
                }
            }
            for _ in 0..<3 {
                let before = try await journal.read { try $0.end()?.sequence } ?? 0
                while (try? await journal.read { try $0.end()?.sequence } ?? 0) ?? 0
                    < before + 50
                {}
                try await server.crash()
            }
            end.raise()
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(told).count == told.count)
        let stored = try server.count("SELECT 1 FROM payscore.records")
        // Of a caller that got no answer there is none: every commit was resolved.
        #expect(stored == Int64(told.count) + 9)
        #expect(try await JournalVerifier().verify(journal).isSound)
        await journal.close()
    }

    @Test func `what this host knows to be durable is missed before anything is written`()
        async throws
    {
        let server = try await TrialServer()
        let journal = try await PostgresJournalStore.open(
            server.address(), durability: .unchecked, now: PostgresUnderTest.now)
        let order = try await Self.begun(journal, orders: 1)[0]
        _ = try await Self.protect(journal, order, on: true)
        // A standby without the last record was promoted.
        try server.execute(
            "ALTER TABLE payscore.records DISABLE TRIGGER ALL",
            "DELETE FROM payscore.records WHERE sequence = 3",
            "ALTER TABLE payscore.records ENABLE TRIGGER ALL",
            """
            UPDATE payscore.partitions SET sequence = 2,
                last_hash = (SELECT hash FROM payscore.records WHERE sequence = 2)
            """,
            """
            UPDATE payscore.orders SET revision = 1, is_protected = false,
                head = (SELECT hash FROM payscore.records WHERE sequence = 2)
            """)
        await #expect(throws: JournalError.self) {
            try await Self.protect(journal, order, on: true)
        }
        #expect(journal.halt?.explanation.contains("journal_rolled_back") == true)
        #expect(try server.count("SELECT 1 FROM payscore.records") == 2)
        await journal.close()
    }

    @Test func `a host that stands still inside a transaction holds nobody up for long`()
        async throws
    {
        let address = try await PostgresUnderTest.freshDatabase()
        let journal = try await PostgresUnderTest.open(address)
        let order = try await Self.begun(journal, orders: 1)[0]
        let frozen = try Connecting(address: address, prepares: true).connect(isWriting: true)
        _ = try frozen.run(
            [.beginWriting, PartitionRows.opening.call(on: 0)], within: .seconds(10))
        #expect(try await Self.protect(journal, order, on: true) == 3)
        await journal.close()
    }

    @Test func `a commit that cannot know its rows runs by itself, and fails alone`() async throws {
        let journal = try await PostgresUnderTest.fresh()
        let orders = try await Self.begun(journal, orders: 20)
        struct Refused: Error {}
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for (index, order) in orders.enumerated() {
                group.addTask {
                    do {
                        try await journal.commit(on: [.order(order.number)]) { transaction in
                            try transaction.append(order.draft(.order(.protected)))
                            // A question about many rows, behind rows of its own.
                            let all = try transaction.records(
                                of: .order(order.number), after: 0, limit: 9)
                            guard all.count == 2 else { throw Refused() }
                            if index % 2 == 0 { throw Refused() }
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 10)
        let end = try await journal.read { try $0.end()?.sequence }
        #expect(end == 31)
        #expect(try await JournalVerifier().verify(journal).isSound)
        await journal.close()
    }

    @Test func `what a commit sent before its end is remembered as durable`() async throws {
        let server = try await TrialServer()
        let journal = try await PostgresJournalStore.open(
            server.address(), durability: .unchecked, now: PostgresUnderTest.now)
        let order = try await Self.begun(journal, orders: 1)[0]
        try await journal.commit(on: [.order(order.number)]) { transaction in
            try transaction.append(order.draft(.order(.protected)))
            // Its own record goes to the server with this question.
            _ = try transaction.records(of: .order(order.number), after: 0, limit: 9)
        }
        // On a new connection, what this process remembers is compared with the server.
        try server.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = 'trial' AND pid <> pg_backend_pid()
            """)
        #expect(try await Self.protect(journal, order, on: false) == 4)
        await journal.close()
    }

    @Test func `a machine whose clock is off writes nothing`() async throws {
        let address = try await PostgresUnderTest.freshDatabase()
        for seconds in [-3, 3] {
            let journal = try await PostgresJournalStore.open(
                address, durability: .unchecked,
                now: { PostgresUnderTest.now().advanced(by: .seconds(seconds)) })
            await #expect(throws: JournalError.self) { try await journal.begin() }
            await journal.close()
        }
    }

    @Test func `statements that are not kept serve as well, as behind a pooler`() async throws {
        let address = try await PostgresUnderTest.freshDatabase()
        let journal = try await PostgresUnderTest.open(address, prepares: false)
        let order = try await Self.begun(journal, orders: 1)[0]
        #expect(try await Self.protect(journal, order, on: true) == 3)
        await journal.close()
    }
}
