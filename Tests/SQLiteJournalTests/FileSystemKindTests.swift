import Foundation
import GRDB
import OrderJournal
import Testing

@testable import SQLiteJournal

/// The kinds of file system on which a journal may lie.
@Suite struct FileSystemKindTests {
    @Test(
        arguments: [
            (0xEF53, "ext"), (0x5846_5342, "xfs"), (0x9123_683E, "btrfs"), (0x794C_7630, "overlay"),
            (0x0102_1994, "tmpfs"), (0x2FC1_2FC1, "zfs"), (0xF2F5_2010, "f2fs"),
        ] as [(UInt32, String)])
    func `a kind that keeps locks, shared memory and syncs is accepted`(
        number: UInt32, name: String
    ) {
        let kind = FileSystemKind(number: number)
        #expect(kind.name == name)
        #expect(kind.isKnown)
    }

    @Test(
        arguments: [
            (0x00C3_6400, "ceph"), (0x6969, "nfs"), (0xFE53_4D42, "smb"), (0x6573_5546, "fuse"),
            (0x0102_1997, "9p"), (0x0BD0_0BD0, "lustre"), (0xBEEF, "a file system of type 0xbeef"),
        ] as [(UInt32, String)])
    func `every other kind is refused by its name or number`(number: UInt32, name: String) {
        let kind = FileSystemKind(number: number)
        #expect(kind.name == name)
        #expect(!kind.isKnown)
    }

    @Test func `where tests run a journal may lie`() throws {
        let place = try TemporaryPlace()
        #expect(FileSystemKind(of: place.directory).isKnown)
    }

    #if os(Linux)
        @Test func `a real file system that is not on the list is refused`() async throws {
            for mode in [SQLiteJournalStore.Mode.owner, .reader] {
                let why = await expectError(.cannotOpen) {
                    try await SQLiteJournalStore.open(at: "/proc/journal.sqlite", mode: mode)
                }
                #expect(why.contains("lies on a file system of type 0x9fa0, which is not known"))
            }
            let allowed = await expectError(.missing) {
                try await SQLiteJournalStore.open(
                    at: "/proc/journal.sqlite", mode: .reader, allowsRemoteFileSystem: true)
            }
            #expect(allowed.contains("/proc/journal.sqlite"))
        }
    #endif
}
