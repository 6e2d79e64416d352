import CSQLiteSettings
import Foundation
import GRDB
import OrderJournal

/// Makes a new journal: in memory, and then as a whole file in one step.
///
/// A crash leaves either no journal or a whole one, and nothing beside it; what stands under one of
/// the journal's names is never replaced.
enum Creation {
    /// - Parameter identity: That of the head file, which is there already.
    static func create(at place: FilePlace, schema: Schema, identity: [UInt8]) throws {
        let writer = try DatabaseQueue(configuration: ConnectionSettings.writing())
        let content = try writer.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA application_id = \(ConnectionSettings.applicationID)")
            try schema.create(in: db, identity: identity)
            return try bytes(of: db)
        }
        try writer.close()
        try make(content, at: place.path)
    }

    /// Makes a file of the journal's that must not exist yet.
    static func make(_ content: [UInt8], at path: String) throws(JournalError) {
        do throws(NewFileFailure) {
            try NewFile.make(content, at: path, mode: 0o600)
        } catch {
            throw failure(error, path)
        }
    }

    /// Says in the journal's words why a file was not made.
    static func failure(_ failure: NewFileFailure, _ path: String) -> JournalError {
        let code: JournalErrorCode =
            switch failure.number {
            case EEXIST, EACCES, EPERM, EROFS: .cannotOpen
            case ENOSPC, EDQUOT: .full
            default: .inputOutput
            }
        return JournalError(code, "\(path): \(failure.text)")
    }

    /// The bytes of a database in memory, as the file of one that has a write-ahead log.
    private static func bytes(of db: Database) throws -> [UInt8] {
        var count: Int64 = 0
        guard let found = payscore_serialize(db.sqliteConnection, &count), count > 100 else {
            throw JournalError(.inputOutput, "SQLite does not give the new database away")
        }
        defer { payscore_free(found) }
        var content = Array(UnsafeBufferPointer(start: found, count: Int(count)))
        // The versions for writing and reading, of which 2 is that with a write-ahead log: so no
        // switch is needed, whose rollback journal would stand beside the real file.
        (content[18], content[19]) = (2, 2)
        return content
    }

    /// Makes a file's content, or a directory's names, durable.
    static func synchronise(_ path: String) throws(JournalError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw JournalError(.inputOutput, "\(path): \(SystemFailure.text)")
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw JournalError(.inputOutput, "\(path): \(SystemFailure.text)")
        }
    }
}
