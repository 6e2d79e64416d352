import Crypto
import Foundation
import GRDB
import OrderJournal
import OrderLifecycle
import SQLiteJournal

/// Somebody who can write the file, knows the format, and may hold a key.
struct Attacker {
    let path: String

    /// Runs statements with the triggers out of the way, and puts these back.
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try edit { db in try db.execute(sql: sql, arguments: arguments) }
    }

    func edit(_ body: (Database) throws -> Void) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
            let triggers = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for row in triggers { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
            try body(db)
            for row in triggers { try db.execute(sql: row["sql"]) }
        }
        try queue.close()
    }

    /// Recomputes the chain of one order, or of all where none is named, as it is stored now.
    func rehash(_ order: String? = nil) async throws {
        let records = try await records()
        try edit { db in
            var heads: [Subject: Digest32] = [:]
            for record in records where order == nil || record.subject.order?.text == order {
                let previous = heads[record.subject] ?? .zero
                let hash = RecordHash.of(record.following(previous))
                heads[record.subject] = hash
                try db.execute(
                    sql: "UPDATE payscore_records SET previous = ?, hash = ? WHERE sequence = ?",
                    arguments: [Data(previous.bytes), Data(hash.bytes), record.sequence])
            }
            for (subject, hash) in heads where subject != .journal {
                try db.execute(
                    sql: "UPDATE payscore_orders SET head = ? WHERE number = ?",
                    arguments: [Data(hash.bytes), subject.order?.text])
            }
        }
    }

    /// Recomputes the hash of one record alone.
    func rehash(record sequence: Int64, headOf order: String? = nil) async throws {
        guard let record = try await records().first(where: { $0.sequence == sequence }) else {
            return
        }
        let hash = Data(RecordHash.of(record).bytes)
        try run("UPDATE payscore_records SET hash = ? WHERE sequence = ?", [hash, sequence])
        if let order {
            try run("UPDATE payscore_orders SET head = ? WHERE number = ?", [hash, order])
        }
    }

    /// Signs all checkpoints again, over the records as they are now; each with the key that signed
    /// it, unless another is given.
    func reseal(with other: Curve25519.Signing.PrivateKey? = nil) async throws {
        let hashes = try await records().map(\.hash)
        let known = try SealedStory.keys.get()
        try edit { db in
            var previous: Checkpoint?
            let rows = try Row.fetchAll(
                db, sql: "SELECT position, note FROM payscore_checkpoints ORDER BY position")
            for row in rows {
                guard let old = Checkpoint(note: row["note"]),
                    let key = other
                        ?? known.first(where: {
                            $0.publicKey.rawRepresentation.base64EncodedString() == old.publicKey
                        })
                else { continue }
                var tree = MerkleTree()
                for hash in hashes.prefix(Int(old.size)) { tree.append(hash) }
                let new = try Checkpoint(
                    of: old.origin, tree: tree, previous: previous, at: old.at, signingWith: key)
                try db.execute(
                    sql: "UPDATE payscore_checkpoints SET note = ? WHERE position = ?",
                    arguments: [new.note, row["position"] as Int64])
                previous = new
            }
        }
    }

    /// Keeps one more checkpoint, right behind the last, which seals the same records once more.
    func sealOnceMore() async throws {
        let hashes = try await records().map(\.hash)
        let keys = try SealedStory.keys.get()
        try edit { db in
            let note = try String.fetchOne(
                db, sql: "SELECT note FROM payscore_checkpoints ORDER BY position DESC LIMIT 1")
            guard let last = note.flatMap({ Checkpoint(note: $0) }) else { return }
            var tree = MerkleTree()
            for hash in hashes.prefix(Int(last.size)) { tree.append(hash) }
            let more = try Checkpoint(
                of: last.origin, tree: tree, previous: last, at: last.at, signingWith: keys[1])
            try db.execute(
                sql: """
                    INSERT INTO payscore_checkpoints (position, note)
                    SELECT max(position) + 1, ? FROM payscore_checkpoints
                    """, arguments: [more.note])
        }
    }

    func records() async throws -> [JournalRecord] {
        let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
        let records = try await journal.read { try $0.records(after: 0, limit: 10_000) }
        try await journal.close()
        return records
    }
}

extension JournalRecord {
    /// This record after another one.
    fileprivate func following(_ previous: Digest32) -> JournalRecord {
        JournalRecord(
            sequence: sequence, subject: subject, revision: revision, at: at,
            providerAt: providerAt, event: event, phaseBefore: phaseBefore,
            phaseAfter: phaseAfter, cause: cause, caller: caller, origin: origin, reason: reason,
            rules: rules, detail: detail, evidence: evidence,
            previous: previous, hash: hash)
    }
}

extension Attacker {
    /// Runs a statement with the triggers where they are.
    func runPlainly(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// Whether SQLite itself finds the file whole, and how many rows its tables have; `nil` where
    /// it cannot be read.
    static func plainCheck(_ path: String) -> (isWhole: Bool, rows: Int)? {
        guard let queue = try? DatabaseQueue(path: path) else { return nil }
        defer { try? queue.close() }
        return try? queue.read { db in
            let answer = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
            let rows = try ["records", "orders", "attempts", "permits", "checkpoints"].map {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM payscore_\($0)") ?? 0
            }
            return (answer == "ok", rows.reduce(0, +))
        }
    }
}
