import CSQLiteSettings
import Foundation
import OrderJournal

/// Where a journal's file lies, and whether it may lie there.
struct FilePlace: Sendable {
    /// The absolute path.
    let path: String
    /// Which file stood there when it was opened.
    private(set) var identity: FileIdentity?
    /// Which file the owner has locked; `nil` for who only reads.
    private var lockIdentity: FileIdentity?

    /// What stands at the path.
    enum Presence: Equatable {
        case absent, empty, present
    }

    init(_ path: String, isShared: Bool = false) throws(JournalError) {
        self.isShared = isShared
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw JournalError(.cannotOpen, "the path of the journal is empty or has a zero byte")
        }
        self.path =
            path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The directory that the file lies in.
    var directory: String { NewFile.directory(of: path) }

    /// Where SQLite's log is.
    var logPath: String { path + "-wal" }

    /// Whether the file is another program's, which embeds the engine.
    let isShared: Bool

    /// Where the file is that the owner locks.
    var lockPath: String { path + (isShared ? "-payscore.lock" : ".lock") }

    /// Where others reach the owner.
    var socketPath: String { Self.socketPath(of: path, isShared: isShared) }

    /// Where others reach the owner of the journal at a path.
    static func socketPath(of path: String, isShared: Bool) -> String {
        path + (isShared ? "-payscore.socket" : ".socket")
    }

    /// Where the head file is.
    var headPath: String { path + ".head" }

    /// Which kind of file system the directory lies on.
    var fileSystem: String { FileSystemKind(of: directory).name }

    /// Makes sure that a journal may lie here and tells what is there.
    ///
    /// - Throws: ``JournalError``: `missing`, `notPermitted`, `cannotOpen`, `foreign` or `corrupt`.
    func check(
        for mode: SQLiteJournalStore.Mode, allowsRemoteFileSystem: Bool
    ) throws(JournalError) -> Presence {
        try checkDirectory(for: mode)
        if !allowsRemoteFileSystem { try checkFileSystem() }
        switch ExistingFile(at: path) {
        case .nothing:
            try checkNothingIsLeft()
            return .absent
        case .ordinary(0):
            try checkNothingIsLeft()
            return .empty
        case .ordinary:
            try checkRights(for: mode)
            try checkNeighbours()
            try checkIsJournal(for: mode)
            return .present
        case .other(let what): throw refusal("\(what); a journal is a regular file of one name")
        case .unknown(EACCES): throw unsearchable
        case .unknown(let number): throw refusal(String(cString: strerror(number)))
        }
    }

    /// Makes sure that the file system is known to keep what a journal needs.
    func checkFileSystem() throws(JournalError) {
        let kind = FileSystemKind(of: directory)
        guard kind.isKnown else {
            throw refusal(
                "lies on \(kind.name), which is not known to keep locks, shared memory and syncs; "
                    + "use a local disk (\(FileSystemKind.known.sorted().joined(separator: ", ")))")
        }
    }

    private func checkDirectory(for mode: SQLiteJournalStore.Mode) throws(JournalError) {
        var parent = stat()
        guard stat(directory, &parent) == 0 else {
            switch errno {
            case EACCES: throw unsearchable
            case ENOENT where mode != .owner:
                throw missing("there is no journal here, nor the directory \(directory)")
            case ENOENT: throw refusal("there is no directory \(directory)")
            default: throw refusal(SystemFailure.text)
            }
        }
        guard parent.st_mode & S_IFMT == S_IFDIR else { throw refusal("lies in no directory") }
        guard parent.st_mode & S_IWOTH == 0 || parent.st_mode & S_ISVTX != 0 else {
            throw refusal("lies in a directory that everybody may write; take that right away")
        }
    }

    private func checkRights(for mode: SQLiteJournalStore.Mode) throws(JournalError) {
        guard access(path, mode == .reader ? R_OK : R_OK | W_OK) != 0 else { return }
        throw JournalError(
            .notPermitted,
            "\(path): this process may not \(mode == .reader ? "" : "write or ")read the file")
    }

    /// That a directory on the way lets this process through to nothing in it.
    private var unsearchable: JournalError {
        var found = directory
        var file = stat()
        // What can be looked at is reached; it is the first whose content is not.
        while stat(found, &file) != 0, found.count > 1 {
            found = NewFile.directory(of: String(found.dropLast()))
        }
        let name = found.count > 1 ? String(found.dropLast()) : found
        return JournalError(
            .notPermitted,
            "\(path): this process may not search the directory \(name); let it (chmod +x), or run "
                + "as the user whose journal it is")
    }

    func missing(_ what: String) -> JournalError {
        JournalError(
            .missing,
            "\(path): \(what); only payscore init, create, observe and import begin one")
    }

    func refusal(_ why: String) -> JournalError {
        JournalError(.cannotOpen, "\(path): \(why)")
    }
}

extension FilePlace {
    /// Remembers which file stands here.
    mutating func remember() {
        identity = FileIdentity(path)
    }

    /// Remembers which file this process has locked.
    mutating func rememberLock() {
        lockIdentity = FileIdentity(lockPath)
    }

    /// Makes sure that the file which was opened, and its lock, still stand here.
    ///
    /// - Throws: ``MisplacedFile`` if it was moved, removed or replaced: what is written now would
    ///   be lost.
    func checkIdentity() throws {
        guard FileIdentity(path) == identity else { throw MisplacedFile(path: path) }
        // Without it another process may own the journal, and write it, by now.
        guard lockIdentity == nil || FileIdentity(lockPath) == lockIdentity else {
            throw MisplacedFile(path: lockPath)
        }
    }
}
