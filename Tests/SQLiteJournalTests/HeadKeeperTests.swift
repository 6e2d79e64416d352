import Crypto
import GRDB
import JournalStorage
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

@testable import SQLiteJournal

/// When the head is written, and what a slot says.
@Suite struct HeadKeeperTests {
    /// A head file in memory that can fail.
    private final class Written: Sendable {
        let heads = Mutex<[JournalHead]>([])
        let failure: JournalError?

        init(failing failure: JournalError? = nil) { self.failure = failure }

        func write(_ head: JournalHead) throws(JournalError) {
            if let failure { throw failure }
            heads.withLock { $0.append(head) }
        }
    }

    private func records(_ count: Int) -> CommittedRecords {
        CommittedRecords(
            hashes: (0..<count).map { Digest32.of([UInt8(truncatingIfNeeded: $0)]) })
    }

    @Test func `a thousand records are written before the commit is acknowledged`() {
        let written = Written()
        let keeper = HeadKeeper(JournalHead(epoch: 1)) { head throws(JournalError) in
            try written.write(head)
        }
        keeper.take(records(HeadBacklog.recordLimit - 1), at: 0)
        keeper.take(records(1), at: 0)
        #expect(written.heads.withLock { $0.last?.size } == Int64(HeadBacklog.recordLimit))
        #expect(keeper.head.size == Int64(HeadBacklog.recordLimit))
    }

    @Test func `how far the head is behind is told, until it is written`() throws {
        let written = Written()
        let keeper = HeadKeeper(JournalHead(epoch: 1)) { head throws(JournalError) in
            try written.write(head)
        }
        keeper.take(records(3), at: 0)
        #expect(keeper.lag == 3 || written.heads.withLock { !$0.isEmpty })
        try keeper.catchUp()
        #expect(keeper.lag == 0)
    }

    @Test func `a journal on a file tells how far its head is behind, and a reader does not`()
        async throws
    {
        let place = try TemporaryPlace()
        let owner = try await SQLiteJournalStore.open(at: place.path)
        #expect(owner.headLag == 0)
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        #expect(reader.headLag == nil)
        try await reader.close()
        try await owner.close()
    }

    @Test func `a backlog is overdue by its oldest records or by their number`() {
        var backlog = HeadBacklog()
        #expect(!backlog.isOverdue(at: .max))
        backlog.add(records(0), at: 0)
        #expect(backlog.isEmpty)
        backlog.add(records(1), at: 1000)
        backlog.add(records(998), at: 1050)
        #expect(!backlog.isOverdue(at: 1099))
        #expect(backlog.isOverdue(at: 1100))
        backlog.removeFirst(1)
        #expect(!backlog.isOverdue(at: 1100))
        #expect(backlog.isOverdue(at: 1150))
        backlog.add(records(2), at: 1051)
        #expect(backlog.isOverdue(at: 1051))
        #expect(backlog.applied(to: JournalHead(epoch: 1)).size == 1000)
    }

    @Test func `a head that cannot be written halts, and what was committed stays`() async throws {
        let written = Written(failing: JournalError(.full, "the disk is full"))
        let keeper = HeadKeeper(JournalHead(epoch: 1)) { head throws(JournalError) in
            try written.write(head)
        }
        let place = try TemporaryPlace()
        try await place.makeJournal(orders: 0)
        let writer = try DatabaseQueue(
            path: place.path, configuration: ConnectionSettings.writing())
        let queue = CommitQueue(
            SQLiteCommits(
                writer: writer, companionWrites: nil, place: nil, head: keeper, log: nil))
        let order = try SampleOrder("A-1")
        let record = try await queue.commit(on: .wholeJournal) { journal in
            let first = try journal.append(order.adopted())
            for number in 1...HeadBacklog.recordLimit {
                try journal.append(
                    order.draft(number % 2 == 1 ? .order(.protected) : .order(.unprotected)))
            }
            return first
        }
        #expect(record.sequence == 2)
        let why = await expectError(.halted) {
            try await queue.commit(on: .wholeJournal) {
                _ = try $0.append(order.draft(.order(.protected)))
            }
        }
        #expect(why.contains("the disk is full"))
        #expect(queue.halt?.code == .halted)
        await queue.close()
        try writer.close()
    }

    @Test(arguments: [0, 1, 2, 3, 7, 64, 1000])
    func `a slot is read back as it was written`(_ size: Int) throws {
        var head = JournalHead(epoch: 3).advance(by: records(size).hashes, checkpoint: nil)
        if size > 0 {
            let checkpoint = try Checkpoint(
                of: .sample, tree: head.tree, previous: nil, at: Timestamp(clamping: 5),
                signingWith: Curve25519.Signing.PrivateKey())
            head = head.advance(by: [], checkpoint: checkpoint)
        }
        let slot = HeadSlot(identity: Array(1...16), counter: 9, head: head)
        #expect(slot.bytes.count == HeadSlot.length)
        #expect(HeadSlot(bytes: slot.bytes) == slot)
    }

    @Test func `a slot with any altered byte is none`() {
        let head = JournalHead(epoch: 1).advance(by: records(5).hashes, checkpoint: nil)
        let bytes = HeadSlot(identity: Array(1...16), counter: 0, head: head).bytes
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 0x80
            #expect(HeadSlot(bytes: altered) == nil, "byte \(index)")
        }
        #expect(HeadSlot(bytes: bytes.dropLast()) == nil)
        #expect(HeadSlot(bytes: [UInt8](repeating: 0, count: HeadSlot.length)) == nil)
        #expect(HeadSlot(bytes: [UInt8](repeating: 0xFF, count: HeadSlot.length)) == nil)
    }

    @Test func `the newest slot has the highest epoch, then size, then counter`() {
        func slot(_ epoch: Int64, _ size: Int, _ counter: Int64) -> HeadSlot {
            HeadSlot(
                identity: Array(1...16), counter: counter,
                head: JournalHead(epoch: epoch).advance(by: records(size).hashes, checkpoint: nil))
        }
        #expect(slot(2, 1, 1).isNewer(than: slot(1, 9, 9)))
        #expect(slot(1, 2, 1).isNewer(than: slot(1, 1, 9)))
        #expect(slot(1, 1, 2).isNewer(than: slot(1, 1, 1)))
        #expect(!slot(1, 1, 1).isNewer(than: slot(1, 1, 1)))
    }
}
