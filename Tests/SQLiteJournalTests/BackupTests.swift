import Crypto
import Foundation
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngineTesting
@testable import SQLiteJournal

/// Backups: one moment of a journal that another process may be writing, whole or not there.
struct BackupTests {
    private let place: TemporaryPlace

    init() throws {
        place = try TemporaryPlace()
    }

    private var backup: String { place.file("backup.sqlite") }
    private static let companions = ["", ".head", ".checkpoint"]

    @Test func `a backup beside an owner who commits all the while is one moment of the journal`()
        async throws
    {
        let owner = try await place.open()
        try await SampleStory.write(to: owner)
        let writing = Task { [owner] in
            var number = 0
            while !Task.isCancelled {
                let order = try SampleOrder("W-\(number)")
                try await owner.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
                number += 1
            }
            return number
        }
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let before = try await reader.read { try $0.end()?.sequence ?? 0 }
        let made = try await reader.backUp(to: backup)
        writing.cancel()
        let written = try await writing.value
        let after = try await reader.read { try $0.end()?.sequence ?? 0 }
        try await reader.close()
        #expect(written > 0)
        #expect((before...after).contains(made.head.size))
        #expect(made.report.isSound && made.report.isEndChecked)
        #expect(made.report.records == made.head.size)

        // What was backed up is what the owner has, up to there.
        let copied = try await Self.hashes(at: backup)
        let own = try await owner.read { try $0.records(after: 0, limit: 100_000).map(\.hash) }
        #expect(Int64(copied.count) == made.head.size)
        #expect(own.prefix(copied.count) == copied[...])
        try await owner.close()
        #expect(try await place.verification().isSound)
    }

    @Test func `a backup opens with its own head, and goes on in the same epoch`() async throws {
        let size = try await place.makeStory()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let made = try await reader.backUp(to: backup)
        try await reader.close()
        #expect(made.head.size == size && made.head.checkpoint?.size == size)
        #expect(made.digest == Digest32.of(try place.bytes(backup)))
        #expect(made.bytes == Int64(try place.bytes(backup).count))
        let note = String(decoding: try place.bytes(backup + ".checkpoint"), as: UTF8.self)
        #expect(Checkpoint(note: note) == made.head.checkpoint)
        for suffix in Self.companions {
            let attributes = try FileManager.default.attributesOfItem(atPath: backup + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(attributes[.referenceCount] as? Int == 1)
        }

        let restored = try await SQLiteJournalStore.open(at: backup, mode: .existingOwner)
        #expect(try await restored.head() == made.head)
        let order = try SampleOrder("after-the-restore")
        try await restored.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
        try await restored.close()
    }

    @Test func `the owner's files are the same, byte for byte`() async throws {
        let owner = try await place.open()
        try await SampleStory.write(to: owner)
        try owner.headKeeper?.catchUp()
        let names = ["", "-wal", ".head", ".lock"].map { place.path + $0 }
        let before = try names.map(place.bytes)
        #expect(before[1].count > 0)
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        _ = try await reader.backUp(to: backup)
        try await reader.close()
        #expect(try names.map(place.bytes) == before)
        try await owner.close()
    }

    @Test func `an owner backs itself up as well`() async throws {
        let owner = try await place.open()
        try await SampleStory.write(to: owner)
        let made = try await owner.backUp(to: backup)
        #expect(made.report.isSound)
        #expect(made.head.checkpoint == nil && made.checkpointPath == nil)
        #expect(!FileManager.default.fileExists(atPath: backup + ".checkpoint"))
        try await owner.close()
        #expect(try place.names().filter { $0.hasPrefix(".") } == [])
    }

    @Test(arguments: ["", ".head", ".checkpoint", "-wal", "-shm", "-journal"])
    func `nothing that stands there is replaced, followed or read by SQLite`(
        _ suffix: String
    ) async throws {
        try await place.makeJournal()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let precious = Data("precious".utf8)
        try place.write(precious, to: backup + suffix)
        let names = try place.names()
        let why = await expectError(.cannotOpen) { try await reader.backUp(to: backup) }
        #expect(why.contains(backup + suffix))
        #expect(try place.bytes(backup + suffix) == precious)
        #expect(try place.names() == names)

        try place.remove(backup + suffix)
        symlink(place.file("elsewhere"), backup + suffix)
        await expectError(.cannotOpen) { try await reader.backUp(to: backup) }
        #expect(!FileManager.default.fileExists(atPath: place.file("elsewhere")))
        try await reader.close()
    }

    @Test(arguments: ["", "-wal", "-journal", ".lock", ".head", ".head.before-epoch-7"])
    func `no name of the journal's own is taken`(_ suffix: String) async throws {
        try await place.makeJournal()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let names = try place.names()
        let path = "\(place.directory)/../\(Self.last(place.directory))/journal.sqlite\(suffix)"
        await expectError(.cannotOpen) { try await reader.backUp(to: path) }
        #expect(try place.names() == names)
        try await reader.close()
    }

    @Test func `a copy that does not hold is told, and not left there`() async throws {
        try await place.makeStory()
        try place.tamperFreely(
            "UPDATE payscore_records SET actor = 'mallory' WHERE sequence = 2")
        let names = try place.names()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let why = await expectError(.backupUnsound) { try await reader.backUp(to: backup) }
        #expect(why.contains("#2"))
        #expect(why.contains(VerificationFindingCode.recordHashDiffers.rawValue))
        try await reader.close()
        #expect(try place.names() == names)
    }

    @Test func `a journal that lost its end is not backed up as if it were whole`() async throws {
        try await place.makeJournal()
        try place.cutTheLastRecord()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        await expectError(.rolledBack) { try await reader.backUp(to: backup) }
        try place.remove(place.headPath)
        await expectError(.headUnusable) { try await reader.backUp(to: backup) }
        try await reader.close()
        #expect(try place.names().filter { $0.contains("backup") } == [])
    }

    @Test func `a backup that is put back beside a newer head is told as rolled back`()
        async throws
    {
        try await place.makeJournal()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        _ = try await reader.backUp(to: backup)
        try await reader.close()
        try await place.add("later")
        try place.remove(place.path)
        try FileManager.default.copyItem(atPath: backup, toPath: place.path)
        let why = await expectError(.rolledBack) { try await place.open() }
        #expect(why.contains("knows 4 records, the journal has 3"))

        // With the loss accepted it goes on, and says so for ever.
        let resumed = try await SQLiteJournalStore.open(
            at: place.path, mode: .owner, accepting: place.acceptance())
        #expect(try await resumed.head()?.epoch == 2)
        try await resumed.close()
        #expect(try await place.verification().isSound)
    }

    @Test func `a backup whose end was cut off is told by its head`() async throws {
        try await place.makeJournal()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        _ = try await reader.backUp(to: backup)
        try await reader.close()
        for suffix in ["", ".head"] { try place.remove(place.path + suffix) }
        for suffix in ["", ".head"] {
            try FileManager.default.moveItem(atPath: backup + suffix, toPath: place.path + suffix)
        }
        try place.cutTheLastRecord()
        #expect(try await place.verification().first?.code == .headAhead)
    }

    @Test func `what a killed backup left is taken away, and what a running one makes is not`()
        async throws
    {
        try await place.makeJournal()
        let reader = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        let identity = try place.newestSlot().slot.identity
        let draft: String
        do {
            let running = try BackupDraft(in: place.directory + "/", of: identity)
            draft = running.path
            await expectError(.locked) { try await reader.backUp(to: backup) }
            withExtendedLifetime(running) {}
        }
        // As a process leaves it that is killed after it wrote something.
        try place.write(Data("half a copy".utf8), to: draft)
        _ = try await reader.backUp(to: backup)
        #expect(!FileManager.default.fileExists(atPath: draft))
        #expect(try await Self.hashes(at: backup).count == 3)
        try await reader.close()
    }

    @Test func `a name that was taken meanwhile keeps what it names, and nothing is beside it`()
        async throws
    {
        try await place.makeStory()
        let slot = try place.newestSlot().slot
        let target = try BackupPlace(backup, of: place.path)
        let draft = try BackupDraft(in: target.directory, of: slot.identity)
        let precious = Data("precious".utf8)
        try place.write(precious, to: backup)
        let names = try place.names()
        await expectError(.cannotOpen) { try target.finish(draft, with: slot) }
        #expect(try place.bytes(backup) == precious)
        #expect(try place.names() == names)
        draft.discard()
        #expect(try place.names() == names.filter { !$0.hasPrefix(".") })
    }

    @Test func `a journal in another program's database is left to that program`() async throws {
        let shop = try place.makeShop()
        let journal = try await SQLiteJournalStore(sharing: shop)
        try await journal.begin()
        let names = try place.names()
        await expectError(.foreign) { try await journal.backUp(to: backup) }
        #expect(try place.names() == names)
        try await journal.close()
    }

    private static func hashes(at path: String) async throws -> [Digest32] {
        let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
        let hashes = try await journal.read { try $0.records(after: 0, limit: 100_000).map(\.hash) }
        try await journal.close()
        return hashes
    }

    private static func last(_ path: String) -> Substring {
        path.split(separator: "/").last ?? ""
    }
}
