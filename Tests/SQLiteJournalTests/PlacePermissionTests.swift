import Foundation
import OrderJournal
import Testing

@testable import SQLiteJournal

/// Places that the system keeps from this process, which are told as what they are.
@Suite struct PlacePermissionTests {
    @Test(.disabled(if: geteuid() == 0, "root may search and read everything"))
    func `a directory that may not be searched is named`() async throws {
        let place = try TemporaryPlace()
        let folder = place.file("closed")
        try FileManager.default.createDirectory(
            atPath: folder + "/within", withIntermediateDirectories: true)
        #expect(chmod(folder, 0o600) == 0)
        for mode in [SQLiteJournalStore.Mode.owner, .existingOwner, .reader] {
            for path in ["/journal.sqlite", "/within/journal.sqlite"] {
                let why = await expectError(.notPermitted) {
                    try await SQLiteJournalStore.open(at: folder + path, mode: mode)
                }
                #expect(why.contains("may not search the directory \(folder);"))
            }
        }
        #expect(chmod(folder, 0o700) == 0)
    }

    @Test(.disabled(if: geteuid() == 0, "root may search and read everything"))
    func `a file that may not be read or written is named`() async throws {
        let place = try TemporaryPlace()
        try await place.makeJournal()
        #expect(chmod(place.path, 0o400) == 0)
        await expectError(.notPermitted) { try await SQLiteJournalStore.open(at: place.path) }
        try await SQLiteJournalStore.open(at: place.path, mode: .reader).close()
        #expect(chmod(place.path, 0o200) == 0)
        await expectError(.notPermitted) {
            try await SQLiteJournalStore.open(at: place.path, mode: .reader)
        }
    }
}
