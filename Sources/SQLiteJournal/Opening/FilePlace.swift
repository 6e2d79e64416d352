import CSQLiteSettings
import Foundation
import OrderEngine

/// Where a journal's file lies, and whether it may lie there.
struct FilePlace: Sendable {
    /// The absolute path.
    let path: String
    /// Which file stood there when it was opened.
    private(set) var identity: FileIdentity?

    /// What stands at the path.
    enum Presence: Equatable {
        case absent, empty, present
    }

    init(_ path: String) throws(JournalError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw JournalError(.cannotOpen, "the path of the journal is empty or has a zero byte")
        }
        self.path =
            path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The directory that the file lies in.
    var directory: String {
        let parent = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
        return String(parent)
    }

    /// Where SQLite's log is.
    var logPath: String { path + "-wal" }

    /// Where the head file is.
    var headPath: String { path + ".head" }

    /// Which kind of file system the directory lies on.
    var fileSystem: String {
        payscore_file_system(directory).map { String(cString: $0) } ?? "unknown"
    }

    /// Makes sure that a journal may lie here and tells what is there.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/cannotOpen``.
    func check(allowsRemoteFileSystem: Bool) throws(JournalError) -> Presence {
        try checkDirectory()
        guard allowsRemoteFileSystem || !Self.remoteFileSystems.contains(fileSystem) else {
            throw refusal(
                "lies on \(fileSystem), where locks and syncs cannot be relied on; use a local disk"
            )
        }
        var file = stat()
        guard lstat(path, &file) == 0 else {
            guard errno == ENOENT else { throw refusal(SystemFailure.text) }
            try checkNothingIsLeft()
            return .absent
        }
        switch file.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFLNK: throw refusal("is a symbolic link; name the file itself")
        case S_IFDIR: throw refusal("is a directory; name a file in it")
        default: throw refusal("is no regular file")
        }
        guard file.st_nlink == 1 else {
            throw refusal("has \(file.st_nlink) hard links; a journal must have one name only")
        }
        if file.st_size == 0 {
            try checkNothingIsLeft()
            return .empty
        }
        guard !Self.holdsSomething(path + "-journal") else {
            throw JournalError(
                .corrupt,
                "\(path)-journal lies beside the journal, which never uses one; SQLite would "
                    + "write it over the journal; find out where it comes from, and move it away")
        }
        return .present
    }

    /// The kinds of file system that only seem to lock and sync.
    static let remoteFileSystems: Set<String> = ["nfs", "smb", "9p", "fuse"]

    private func checkDirectory() throws(JournalError) {
        var parent = stat()
        guard stat(directory, &parent) == 0 else { throw refusal(SystemFailure.text) }
        guard parent.st_mode & S_IFMT == S_IFDIR else { throw refusal("lies in no directory") }
        guard parent.st_mode & S_IWOTH == 0 || parent.st_mode & S_ISVTX != 0 else {
            throw refusal("lies in a directory that everybody may write; take that right away")
        }
    }

    /// A log without its database would be written into the new one.
    private func checkNothingIsLeft() throws(JournalError) {
        for suffix in ["-wal", "-journal"] where Self.holdsSomething(path + suffix) {
            throw JournalError(
                .corrupt,
                "\(path) is missing or empty, but \(path)\(suffix) is there and may hold committed "
                    + "records; put the database back beside it, or move both away")
        }
    }

    private static func holdsSomething(_ path: String) -> Bool {
        payscore_file_size(path) > 0
    }

    private func refusal(_ why: String) -> JournalError {
        JournalError(.cannotOpen, "\(path): \(why)")
    }
}

extension FilePlace {
    /// Remembers which file stands here.
    mutating func remember() {
        identity = FileIdentity(path)
    }

    /// Makes sure that the file which was opened still stands here.
    ///
    /// - Throws: ``MisplacedFile`` if it was moved, removed or replaced: what is written now would
    ///   be lost.
    func checkIdentity() throws {
        guard FileIdentity(path) == identity else { throw MisplacedFile(path: path) }
    }
}

/// Which file a name stands for.
struct FileIdentity: Equatable, Sendable {
    private let device: UInt64
    private let number: UInt64

    init?(_ path: String) {
        var file = stat()
        guard lstat(path, &file) == 0 else { return nil }
        device = UInt64(file.st_dev)
        number = UInt64(file.st_ino)
    }
}

/// The file that is written is no longer the one at its path.
struct MisplacedFile: Error {
    let path: String

    var journalError: JournalError {
        JournalError(
            .inputOutput,
            "\(path) was moved, removed or replaced while it was open; put it back")
    }
}

/// The last failure of a system call.
enum SystemFailure {
    static var text: String { String(cString: strerror(errno)) }
}
