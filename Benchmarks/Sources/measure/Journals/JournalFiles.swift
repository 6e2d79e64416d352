import Foundation
import OrderJournal
import SQLiteJournal

/// The files of one journal.
struct JournalFiles: Sendable {
    /// The database.
    let path: String

    private static let companions = ["-wal", "-shm", ".head", ".lock", ".made"]
    /// Names what the sample journals hold; another number makes them anew in every directory.
    private static let edition = "5"

    /// Removes them, where they are.
    func remove() throws {
        for name in [path] + Self.companions.map({ path + $0 })
        where FileManager.default.fileExists(atPath: name) {
            try FileManager.default.removeItem(atPath: name)
        }
    }

    /// Copies a journal that rests: its database and its head file.
    func copy(to place: String) throws -> JournalFiles {
        let copy = JournalFiles(path: place)
        try copy.remove()
        for suffix in ["", ".head"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: place + suffix)
        }
        return copy
    }

    /// The bytes of the database.
    func size() throws -> Int64 {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// Notes that the journal is complete.
    func markAsMade() throws {
        try Self.edition.write(toFile: path + ".made", atomically: true, encoding: .utf8)
    }

    /// Whether the journal is complete, so long, and as this program would make it.
    func isMade(records: Int64) async throws -> Bool {
        let mark = try? String(contentsOfFile: path + ".made", encoding: .utf8)
        guard mark == Self.edition else { return false }
        let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
        let settings = try await journal.settings()
        let last = try await journal.inspect { try $0.lastRecord()?.sequence }
        try await journal.close()
        return last == records && settings.userVersion == settings.schemaVersion
    }

    /// Verifies the journal without its head, and makes sure that it holds and is so long.
    func verify(records: Int64) async throws {
        let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
        let report = try await JournalVerifier().verify(journal)
        try await journal.close()
        try Miscount.check(report.findings.map(\.description), is: [], "findings in \(path)")
        try Miscount.check(report.records, is: records, "records in \(path)")
    }
}
