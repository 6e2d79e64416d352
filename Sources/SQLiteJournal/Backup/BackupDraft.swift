import CSQLiteSettings
import Foundation
import GRDB
import OrderJournal

/// The copy of a journal while it is made: a file in the directory that it will stay in, under a
/// name by which the journal's next backup there knows it.
///
/// A process that is killed leaves it, and the next backup takes it away. It is locked while it is
/// made, so that two backups do not take each other's.
final class BackupDraft: Sendable {
    let path: String
    private let descriptor: Int32

    /// How many pages are copied before it is told how far the copy has come.
    private static let pagesPerStep: Int32 = 4096
    private static let pieceLength = 1 << 20

    /// Makes an empty file that only its owner reads.
    ///
    /// - Parameter identity: That of the journal's head file.
    /// - Throws: ``JournalError`` with ``JournalErrorCode/locked`` if another backup is under way.
    init(in directory: String, of identity: [UInt8]) throws(JournalError) {
        let name = Digest32.of(identity).hex.prefix(16)
        path = "\(directory).payscore-backup-\(name)"
        try Self.removeLeftover(path)
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let failure = NewFileFailure(errno)
            throw failure.isTaken ? Self.busy(path) : Creation.failure(failure, path)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Self.busy(path)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Copies a database into the file, page by page.
    ///
    /// - Parameter source: A connection that reads one snapshot; so the copy is one, whatever is
    ///   committed meanwhile, and neither waits for the other.
    func fill(
        from source: Database, progress: @escaping (Int64, Int64) -> Void
    ) throws {
        do {
            // SQLite's own locks would be given up with this descriptor, so it takes none.
            let isNamed = payscore_reads_uris() == 1
            let uri = isNamed ? FilePlace.uri(of: path, "nolock=1") : nil
            let copy = try DatabaseQueue(path: uri ?? path, configuration: Self.configuration)
            let copied = Result {
                try copy.writeWithoutTransaction { db in
                    try source.backup(to: db, pagesPerStep: Self.pagesPerStep) { step in
                        let total = Int64(step.totalPageCount)
                        progress(total - Int64(step.remainingPageCount), total)
                    }
                }
            }
            try copy.close()
            try copied.get()
        } catch let error as DatabaseError {
            let failure = JournalError(error)
            throw JournalError(failure.code, "the backup at \(path): \(failure.explanation)")
        }
    }

    /// Makes the content durable, and has it read from the disk from now on.
    func synchronise() throws(JournalError) {
        guard fsync(descriptor) == 0 else {
            throw JournalError(.inputOutput, "\(path): \(SystemFailure.text)")
        }
        #if os(Linux)
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        #endif
    }

    /// The digest of the content, and how many bytes it has.
    func content() throws(JournalError) -> (digest: Digest32, bytes: Int64) {
        var position: Int64 = 0
        let digest = try Digest32.of { () throws(JournalError) in
            let piece = try self.piece(at: position)
            position += Int64(piece.count)
            return piece
        }
        return (digest, position)
    }

    private func piece(at position: Int64) throws(JournalError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.pieceLength)
        while true {
            let count = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, off_t(position))
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw JournalError(.inputOutput, "\(path): \(SystemFailure.text)")
            }
            return Array(bytes.prefix(count))
        }
    }

    /// Gives the file its name, which nothing has.
    func name(as name: String) throws(JournalError) {
        do throws(NewFileFailure) { try NewFile.name(path, as: name) } catch {
            throw Creation.failure(error, name)
        }
    }

    /// Removes the file, unless it has its name by now.
    func discard() {
        guard FileIdentity(path) == FileIdentity(descriptor: descriptor) else { return }
        unlink(path)
    }

    /// The configuration of the connection that writes the copy: nothing of it is worth keeping
    /// until it is whole, so it has no rollback journal, and is synced once.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "payscore.journal.backup"
        configuration.journalMode = .default
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        }
        return configuration
    }

    private static func removeLeftover(_ path: String) throws(JournalError) {
        let found = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard found >= 0 else {
            guard errno == ENOENT else { throw Creation.failure(NewFileFailure(errno), path) }
            return
        }
        defer { close(found) }
        var file = stat()
        guard fstat(found, &file) == 0, file.st_mode & S_IFMT == S_IFREG else {
            throw JournalError(.cannotOpen, "\(path) is no regular file; move it away")
        }
        guard flock(found, LOCK_EX | LOCK_NB) == 0 else { throw busy(path) }
        if FileIdentity(path) == FileIdentity(descriptor: found) { unlink(path) }
    }

    private static func busy(_ path: String) -> JournalError {
        JournalError(
            .locked,
            "another backup of this journal is being made in the same directory, as \(path); wait "
                + "for it, or name another directory")
    }
}
