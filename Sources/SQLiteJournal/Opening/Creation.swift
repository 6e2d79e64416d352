import Foundation
import GRDB
import OrderEngine

/// Makes a new journal: complete beside its place, and then put there in one step.
///
/// A crash leaves either no journal or a whole one; the rollback journal that the switch to WAL
/// goes through never stands beside the real file.
enum Creation {
    /// - Parameter identity: That of the head file, which is there already.
    static func create(at place: FilePlace, schema: Schema, identity: [UInt8]) throws {
        let draft = place.path + ".new"
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) }
        try makeEmptyFile(draft)
        let writer = try DatabaseQueue(
            path: draft, configuration: ConnectionSettings.writing())
        try writer.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA application_id = \(ConnectionSettings.applicationID)")
            try schema.create(in: db, identity: identity)
            // Closing does this too, but does not say when it fails; the draft would then be put
            // in its place without its log.
            try db.checkpoint(.truncate)
        }
        try writer.close()
        try synchronise(draft)
        guard rename(draft, place.path) == 0 else {
            throw JournalError(.cannotOpen, "\(place.path): \(SystemFailure.text)")
        }
        try synchronise(place.directory)
    }

    /// Makes the file before SQLite does, so that nobody else may read it from the first moment.
    private static func makeEmptyFile(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw JournalError(.cannotOpen, "\(path): \(SystemFailure.text)")
        }
        close(descriptor)
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
