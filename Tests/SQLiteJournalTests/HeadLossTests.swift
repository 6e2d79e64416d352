import Foundation
import GRDB
import OrderEngineTesting
import OrderJournal
import Testing

@testable import SQLiteJournal

/// Journals that lost something, and head files that did.
@Suite struct HeadLossTests {
    @Test func `a database whose end was cut off is refused and read all the same`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal(orders: 3)
        try place.cutTheLastRecord()
        let why = await expectError(.rolledBack) {
            try await SQLiteJournalStore.open(at: place.path)
        }
        #expect(why.contains("knows 4 records, the journal has 3"))
        let finding = try #require(try await place.verification().first)
        #expect(finding.code == .headAhead)
        #expect(finding.sequence == 4)
    }

    @Test func `an old copy that was put back is refused`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let old = try place.bytes(place.path)
        try await place.add("B-1")
        try place.write(old, to: place.path)
        await expectError(.rolledBack) { try await SQLiteJournalStore.open(at: place.path) }
    }

    @Test func `an old copy that does not know its head is refused, and found by a reader`()
        async throws
    {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let old = try place.bytes(place.path)
        try await place.add("B-1")
        try place.write(old, to: place.path)
        try place.forgetHead()
        let finding = try #require(try await place.verification().first)
        #expect(finding.code == .headAhead)
        #expect(finding.sequence == 4)
        await expectError(.rolledBack) { try await SQLiteJournalStore.open(at: place.path) }
    }

    @Test(arguments: [0, 2])
    func `a journal whose row for the head was removed is refused, and read all the same`(
        records: Int
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal(orders: records)
        try place.forgetHead()
        let why = await expectError(.headUnusable) {
            try await SQLiteJournalStore.open(at: place.path)
        }
        #expect(why.contains("payscore_head"))
        #expect(try await place.verification().findings.map(\.code) == [.rowUnexplained])

        try place.remove(place.headPath)
        let missing = await expectError(.headUnusable) {
            try await SQLiteJournalStore.open(at: place.path)
        }
        #expect(missing.contains("is missing"))
        #expect(try !place.names().contains("journal.sqlite.head"))
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(try await reader.recordCount() == records)
        await expectError(.headUnusable) { try await reader.head() }
        try await reader.close()
    }

    @Test(arguments: [ResumptionDetails.Loss.headUnnamed, .headMissing])
    func `a removed row for the head is accepted as a loss, which is recorded`(
        loss: ResumptionDetails.Loss
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try place.forgetHead()
        if loss == .headMissing { try place.remove(place.headPath) }
        let journal = try await SQLiteJournalStore.open(
            at: place.path, accepting: try place.acceptance())
        let record = try #require(try await journal.inspect { try $0.lastRecord() })
        #expect(record.detail?["loss"] == loss.rawValue)
        #expect(try await journal.head()?.epoch == 2)
        try await journal.close()
        try await SQLiteJournalStore.open(at: place.path).close()
        let report = try await place.verification()
        #expect(report.isSound, "\(report.findings)")
    }

    @Test func `a log that was deleted after a crash is missed`() async throws {
        let place = try TemporaryPlace()
        let crashed = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try journal.headKeeper?.catchUp()
        try crashed.write(try place.bytes(place.path), to: crashed.path)
        try crashed.write(try place.bytes(place.headPath), to: crashed.headPath)
        try await journal.close()
        let why = await expectError(.rolledBack) {
            try await SQLiteJournalStore.open(at: crashed.path)
        }
        #expect(why.contains("knows 2 records, the journal has 0"))
    }

    @Test func `a journal that was written anew does not fit the old head`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let old = try place.bytes(place.path)
        try await place.add("B-1")
        let head = try place.bytes(place.headPath)
        try place.write(old, to: place.path)
        // Another record takes the place of the one that was lost.
        _ = try await SQLiteJournalStore.open(at: place.path, accepting: place.acceptance()).close()
        try place.write(head, to: place.headPath)
        await expectError(.rolledBack) { try await SQLiteJournalStore.open(at: place.path) }
        let codes = try await place.verification().findings.map(\.code)
        #expect(codes.contains(.headRecordDiffers))
        #expect(codes.contains(.headRootDiffers))
    }

    @Test func `the head of another journal is refused`() async throws {
        let (place, other) = (try TemporaryPlace(), try TemporaryPlace())
        try await place.makeJournal()
        try await other.makeJournal()
        try place.write(try other.bytes(other.headPath), to: place.headPath)
        let why = await expectError(.headUnusable) {
            try await SQLiteJournalStore.open(at: place.path)
        }
        #expect(why.contains("another journal's"))
    }

    @Test func `a missing head is refused, and never made anew in silence`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try place.remove(place.headPath)
        await expectError(.headUnusable) { try await SQLiteJournalStore.open(at: place.path) }
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(try await reader.recordCount() == 2)
        await expectError(.headUnusable) { try await reader.head() }
        try await reader.close()
        #expect(try !place.names().contains("journal.sqlite.head"))
    }

    @Test func `a database that was deleted is not made anew beside its head`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try place.remove(place.path)
        for mode in [SQLiteJournalStore.Mode.owner, .existingOwner, .reader] {
            let why = await expectError(.databaseMissing) {
                try await SQLiteJournalStore.open(at: place.path, mode: mode)
            }
            #expect(why.contains("knows 3 records of it"))
        }
        #expect(try !place.names().contains("journal.sqlite"))
        let loss = try place.acceptance()
        let nobodys = AcceptedLoss(reason: loss.reason, caller: loss.caller, at: loss.at)
        await expectError(.notBegun) {
            try await SQLiteJournalStore.open(at: place.path, accepting: nobodys)
        }
        let journal = try await SQLiteJournalStore.open(at: place.path, accepting: loss)
        let records = try await journal.read { try $0.records(after: 0, limit: 10) }
        #expect(records.map(\.event) == ["begun", "resumed"])
        guard case .journal(.begun(let beginning)) = try records[0].content else {
            Issue.record("not begun")
            return
        }
        // Its checkpoints do not go on with those of the journal that was lost.
        #expect(beginning.identity != BeginningDetails.sample.identity)
        #expect(beginning.merchant == loss.merchant)
        try await journal.close()
        try await SQLiteJournalStore.open(at: place.path).close()
    }

    @Test func `a damaged newest slot leaves the one before`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        try await place.add("B-1")
        let newest = try place.newestSlot()
        try place.spoil(slot: newest.index)
        let before = try place.newestSlot()
        #expect(before.slot.counter == newest.slot.counter - 1)
        try await SQLiteJournalStore.open(at: place.path).close()
        #expect(try place.newestSlot().slot.head == newest.slot.head)
    }

    @Test func `a slot that was written in part counts as none`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let before = try place.newestSlot()
        try await place.add("B-1")
        let newest = try place.newestSlot()
        var bytes = try place.bytes(place.headPath)
        let start = newest.index * HeadSlot.length
        bytes.replaceSubrange(start + 512..<start + 4096, with: Data(count: 3584))
        try place.write(bytes, to: place.headPath)
        #expect(try place.newestSlot() == before)
        try await SQLiteJournalStore.open(at: place.path).close()
    }

    @Test func `a head whose slots are all damaged is refused`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        for index in 0..<HeadFile.slotCount { try place.spoil(slot: index) }
        let why = await expectError(.headUnusable) {
            try await SQLiteJournalStore.open(at: place.path)
        }
        #expect(why.contains("damaged in all its slots"))
        try place.write(Data(), to: place.headPath)
        await expectError(.headUnusable) { try await SQLiteJournalStore.open(at: place.path) }
    }

    @Test(arguments: ["link", "pipe", "directory"])
    func `a head that is no regular file is refused, also with an acceptance`(
        _ kind: String
    ) async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let moved = place.file("elsewhere")
        try FileManager.default.moveItem(atPath: place.headPath, toPath: moved)
        switch kind {
        case "link": #expect(symlink(moved, place.headPath) == 0)
        case "pipe": #expect(mkfifo(place.headPath, 0o600) == 0)
        default: #expect(mkdir(place.headPath, 0o700) == 0)
        }
        let loss = try place.acceptance()
        await expectError(.cannotOpen) { try await SQLiteJournalStore.open(at: place.path) }
        await expectError(.cannotOpen) {
            try await SQLiteJournalStore.open(at: place.path, accepting: loss)
        }
    }

    @Test func `an accepted loss is recorded and begins an epoch`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal(orders: 3)
        let known = try place.newestSlot().slot.head
        try place.cutTheLastRecord()
        let lost = try place.bytes(place.headPath)
        let journal = try await SQLiteJournalStore.open(
            at: place.path, accepting: try place.acceptance())
        let record = try #require(try await journal.inspect { try $0.lastRecord() })
        #expect(
            try record.content
                == .journal(
                    .resumed(
                        ResumptionDetails(
                            .recordsMissing, epoch: 2, found: 3, known: 4,
                            knownRoot: known.tree.root))))
        #expect(record.subject == .journal)
        #expect(record.reason == "the disk died")
        #expect(try await journal.head()?.epoch == 2)
        try await journal.close()
        #expect(try place.bytes(place.headPath + ".before-epoch-2") == lost)

        let again = try await SQLiteJournalStore.open(
            at: place.path, accepting: try place.acceptance())
        #expect(try await again.recordCount() == 3)
        try await again.close()
        let report = try await place.verification()
        #expect(report.isSound, "\(report.findings)")
    }

    @Test func `each accepted loss begins an epoch of its own`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        for epoch in Int64(2)...4 {
            try place.remove(place.headPath)
            let loss = try place.acceptance()
            let journal = try await SQLiteJournalStore.open(at: place.path, accepting: loss)
            #expect(try await journal.head()?.epoch == epoch)
            try await journal.close()
        }
        #expect(try await place.verification().isSound)
    }
}
