import CSQLiteSettings
import Foundation
import GRDB
import JournalStorage
import OrderJournal
import Synchronization

/// Reading connections to a journal that another process may own, or nobody.
///
/// Beside a running owner they share its log. A journal that rests, without a log, is read as a
/// file that does not change, so that not even the log's files are made; should an owner start
/// meanwhile, the read is repeated beside it.
final class InspectingReaders: StoredReaders {
    /// How often a read is repeated while the journal changes under it.
    private static let repetitionLimit = 5

    private struct Opened {
        let pool: DatabasePool
        let sight: FileSight
    }

    private let path: String
    private let prepare: @Sendable (Database) throws -> Void
    private let opened = Mutex<Opened?>(nil)

    /// - Parameter prepare: Checks the tables whenever connections are opened.
    init(path: String, prepare: @escaping @Sendable (Database) throws -> Void) throws {
        self.path = path
        self.prepare = prepare
        _ = try current()
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result {
        try await runBlocking { try self.readNow(body) }
    }

    func close() throws {
        let pool = opened.withLock { opened in
            defer { opened = nil }
            return opened?.pool
        }
        try pool?.close()
    }

    /// Reads on the thread that asks.
    func readNow<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) throws -> Result {
        for _ in 1...Self.repetitionLimit {
            let opened = try current()
            let result = Swift.Result {
                try opened.pool.read { try body(StoredView(statements: Statements($0))) }
            }
            guard opened.sight.isResting, FileSight(path) != opened.sight else {
                return try result.get()
            }
        }
        throw JournalError(.locked, "the journal's file keeps changing; try again")
    }

    /// The connections that fit what the files look like now.
    private func current() throws -> Opened {
        try opened.withLock { opened in
            let sight = FileSight(path)
            if let opened, !opened.sight.isResting || opened.sight == sight { return opened }
            let fresh = Opened(pool: try pool(isResting: sight.isResting), sight: sight)
            opened = fresh
            return fresh
        }
    }

    /// Opens connections; a log has an index beside it, which must be there or be made.
    private func pool(isResting: Bool) throws -> DatabasePool {
        do {
            let pool = try DatabasePool(
                path: isResting ? restingPath : path,
                configuration: ConnectionSettings.reading())
            try pool.read(prepare)
            return pool
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CANTOPEN && !isResting && access(path, R_OK) == 0
        {
            throw JournalError(
                .cannotOpen,
                "\(path): its log, \(path)-wal, cannot be read here, because \(path)-shm cannot be "
                    + "opened or made, as on a read-only mount; copy \(path), \(path)-wal and "
                    + "\(path).head into a directory that can be written, and read the copy")
        }
    }

    /// A name that tells SQLite that the file does not change.
    private var restingPath: String {
        guard payscore_reads_uris() == 1 else { return path }
        return FilePlace.restingURI(of: path) ?? path
    }
}

/// What can be seen of a journal's files from outside.
private struct FileSight: Equatable {
    /// Whether there is no log, so that everything stands in the database's own file.
    let isResting: Bool
    private let identity: FileIdentity?
    private let size: Int
    private let changedAt: [Int]

    init(_ path: String) {
        var file = stat()
        let isThere = lstat(path, &file) == 0
        identity = FileIdentity(path)
        size = isThere ? Int(file.st_size) : 0
        #if canImport(Darwin)
            changedAt = [Int(file.st_mtimespec.tv_sec), Int(file.st_mtimespec.tv_nsec)]
        #else
            changedAt = [Int(file.st_mtim.tv_sec), Int(file.st_mtim.tv_nsec)]
        #endif
        isResting = payscore_file_size(path + "-wal") < 0
    }
}
