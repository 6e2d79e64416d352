import Crypto
import Foundation
import GRDB
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

@testable import SQLiteJournal

/// The head file of a journal that is whole.
@Suite struct HeadFileTests {
    @Test func `a new journal has a head that only its user may read`() async throws {
        let place = try TemporaryPlace()
        let journal = try await SQLiteJournalStore.open(at: place.path)
        #expect(try await journal.head() == JournalHead(epoch: 1))
        var file = stat()
        #expect(lstat(place.headPath, &file) == 0)
        #expect(file.st_mode & 0o777 == 0o600)
        #expect(file.st_size == 64 * 4096)
        try await journal.close()
    }

    @Test func `closing brings the head up to date`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        try await SampleStoryRecords.write(to: journal)
        let last = try #require(try await journal.inspect { try $0.lastRecord() })
        try await journal.close()
        let head = try place.newestSlot().slot.head
        #expect(head.size == last.sequence)
        #expect(head.lastRecord == last.hash)
    }

    @Test func `a head that is behind is brought up to date at opening`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let old = try place.bytes(place.headPath)
        try await place.add("B-1")
        try place.write(old, to: place.headPath)
        let journal = try await place.open()
        #expect(try await journal.head()?.size == 4)
        try await journal.close()
        #expect(try await place.verification().isSound)
    }

    @Test func `opening and closing a journal writes nothing to its head`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        let before = try place.bytes(place.headPath)
        try await place.open().close()
        #expect(try place.bytes(place.headPath) == before)
    }

    @Test func `slots are written in turn and the newest is found after a round`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal(orders: 0)
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        for number in 1...70 {
            try await journal.commit(on: .wholeJournal) { journal in
                _ = try journal.append(
                    order.draft(number % 2 == 1 ? .order(.protected) : .order(.unprotected)))
            }
            try journal.headKeeper?.catchUp()
        }
        try await journal.close()
        let places = try #require(try HeadFile.places(at: place.headPath))
        #expect(places.count == HeadFile.slotCount)
        #expect(try place.newestSlot().slot.head.size == 72)
        #expect(try await place.verification().isSound)
    }

    @Test func `a reader beside the owner reads the head and never one ahead of it`() async throws {
        let place = try TemporaryPlace()
        let owner = try await place.open()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let order = try SampleOrder("A-1")
        try await owner.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try owner.headKeeper?.catchUp()
        let head = try #require(try await reader.head())
        #expect(head.size == 2)
        let report = try await JournalVerifier().verify(reader, head: head)
        #expect(report.isSound, "\(report.findings)")
        try await reader.close()
        try await owner.close()
    }

    @Test func `the head knows the last checkpoint, and misses it`() async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        let sealer = JournalSealer(
            journal: journal, key: Curve25519.Signing.PrivateKey(),
            caller: try order.adopted().caller)
        let checkpoint = try await sealer.seal(at: Timestamp(clamping: 0))
        try await journal.close()
        #expect(try place.newestSlot().slot.head.checkpoint == checkpoint)
        try place.tamperFreely("DELETE FROM payscore_checkpoints")
        await expectError(.rolledBack) { try await place.open() }
        let codes = try await place.verification().findings.map(\.code)
        #expect(codes == [.headCheckpointMissing])
    }

    @Test func `a journal names its head from its first moment`() async throws {
        let place = try TemporaryPlace()
        try await SQLiteJournalStore.open(at: place.path).close()
        let identity = try place.newestSlot().slot.identity
        #expect(identity.count == HeadSlot.identityLength)
        let journal = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(try await journal.head() == JournalHead(epoch: 1))
        try await journal.close()
        try place.remove(place.headPath)
        await expectError(.headUnusable) { try await place.open() }
    }

    @Test func `a creation that ended before there was a journal is gone on with`() async throws {
        let place = try TemporaryPlace()
        try await SQLiteJournalStore.open(at: place.path).close()
        let identity = try place.newestSlot().slot.identity
        try place.remove(place.path)
        try await place.makeJournal()
        #expect(try place.newestSlot().slot.identity == identity)
        #expect(try await place.verification().isSound)
    }

    @Test(arguments: ["remove", "replace"])
    func `a head that is moved away halts the journal, which stays readable`(
        _ how: String
    ) async throws {
        let place = try TemporaryPlace()
        let journal = try await place.open()
        let order = try SampleOrder("A-1")
        let moved = place.file("moved.head")
        try FileManager.default.moveItem(atPath: place.headPath, toPath: moved)
        if how == "replace" {
            try FileManager.default.copyItem(atPath: moved, toPath: place.headPath)
        }
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        // Fails here, or has failed already behind the commit.
        try? journal.headKeeper?.catchUp()
        let why = await expectError(.halted) {
            try await journal.commit(on: .wholeJournal) {
                _ = try $0.append(order.draft(.order(.protected)))
            }
        }
        #expect(why.contains("journal.sqlite.head was moved"))
        #expect(journal.halt?.code == .halted)
        #expect(try await journal.recordCount() == 1)
        try await journal.close()
    }
}

/// A few records of one order.
private enum SampleStoryRecords {
    static func write(to journal: any Journal) async throws {
        let order = try SampleOrder("A-1")
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try await journal.commit(on: .wholeJournal) {
            _ = try $0.append(order.draft(.order(.protected)))
        }
        try await journal.commit(on: .wholeJournal) {
            _ = try $0.append(order.draft(.order(.unprotected)))
        }
    }
}
