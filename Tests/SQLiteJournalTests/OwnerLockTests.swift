import Foundation
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

/// The lock by which one process alone writes a journal.
@Suite struct OwnerLockTests {
    @Test func `a second owner in the same process is refused and told who holds it`()
        async throws
    {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let why = await expectError(.locked) { try await place.open() }
        #expect(why.contains("process \(ProcessInfo.processInfo.processIdentifier) since 20"))
        #expect(why.contains("try again") && !why.contains("end that process"))
        #expect(journal.owner()?.hasPrefix("process ") == true)
        try await journal.close()
        #expect(try Data(contentsOf: URL(filePath: place.path + ".lock")).isEmpty)
        #expect(journal.owner() == nil)
        let again = try await place.open()
        try await again.close()
    }

    @Test func `a second owner in another process is refused`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        holder.arguments = [
            "python3", "-c",
            """
            import fcntl, os, sys
            lock = open(sys.argv[1], "r+")
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            lock.truncate(0)
            lock.write("process \\x1b[31m4711 elsewhere\\n")
            lock.flush()
            print("held", end="", flush=True)
            sys.stdin.read()
            """, place.path + ".lock",
        ]
        let (input, output) = (Pipe(), Pipe())
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        #expect(
            String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "held")

        let why = await expectError(.locked) { try await place.open() }
        #expect(why.contains("4711 elsewhere"))
        #expect(!why.contains("\u{1B}"))
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(try await reader.recordCount() == 2)
        try await reader.close()

        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        let owner = try await place.open()
        try await owner.close()
    }

    @Test(.timeLimit(.minutes(5)))
    func `an owner waits as long as it was told to, by the clock that it was given`() async throws {
        let place = try TemporaryPlace()
        let first = try await place.open()
        let clock = SteppingClock()
        await expectError(.locked) {
            try await SQLiteJournalStore.open(at: place.path, waiting: .seconds(5), by: clock)
        }
        #expect(clock.now.offset == .seconds(5))
        clock.run(after: .seconds(6)) { try? await first.close() }
        let second = try await SQLiteJournalStore.open(
            at: place.path, waiting: .seconds(5), by: clock)
        #expect(clock.now.offset < .seconds(10))
        try await second.close()
    }

    @Test func `a database that is shared has one owner too, and the next one after it`()
        async throws
    {
        let place = try TemporaryPlace()
        let shop = try place.makeShop()
        let first = try await SQLiteJournalStore(sharing: shop)
        let other = try place.makeShop()
        let why = await expectError(.locked) { try await SQLiteJournalStore(sharing: other) }
        #expect(why.contains("shop.sqlite is written by process "))
        #expect(try place.names().contains("shop.sqlite-payscore.lock"))
        try await first.close()
        try await SQLiteJournalStore(sharing: other).close()
    }

    @Test(.timeLimit(.minutes(5)))
    func `a journal that is let go without closing gives its lock up`() async throws {
        let place = try TemporaryPlace()
        do {
            let journal = try await place.open()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        }
        while true {
            do {
                let journal = try await place.open()
                #expect(try await journal.recordCount() == 1)
                try await journal.close()
                return
            } catch let error as JournalError where error.code == .locked {
                await Task.yield()
            }
        }
    }
}
