import Foundation
import GRDB
import OrderEngine

extension Attacker {
    /// Puts a head file in the place of the one that is there, or removes it.
    func put(head: [UInt8]?) throws {
        try JournalCopy.put(head, at: path + ".head")
    }

    /// Removes the head file, and the row by which the journal knows that it has one.
    func forgetHead() throws {
        try run("DELETE FROM payscore_head")
        try put(head: nil)
    }

    /// Makes a head for the journal as it is now, as docs/reference/journal-format.md describes it.
    func makeNewHead() async throws {
        let hashes = try await records().map(\.hash)
        let queue = try DatabaseQueue(path: path)
        let (identity, note) = try await queue.read { db in
            (
                try Data.fetchOne(db, sql: "SELECT identity FROM payscore_head"),
                try String.fetchOne(
                    db, sql: "SELECT note FROM payscore_checkpoints ORDER BY position DESC LIMIT 1")
            )
        }
        try queue.close()
        try put(head: HeadSlots.file(Array(identity ?? Data()), hashes, note: note ?? ""))
    }
}
