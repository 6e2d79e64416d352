import CoreFoundation  // The compiler takes `stat` for its, in some builds.
import Foundation
import Synchronization

/// Where a socket lies, from its making to its end.
///
/// It is bound in a directory that nobody else may enter, and moved to its place with its final
/// rights: there is no moment at which another user could connect.
final class SocketPlace: Sendable {
    private let path: String
    private let directory: String
    private let published = Mutex<Result<Identity?, OwnerSocketError>>(.success(nil))

    private struct Identity: Hashable {
        let device: UInt64
        let number: UInt64
    }

    /// Where it is bound first.
    var draft: String { directory + "/s" }

    /// The most bytes of a socket's path.
    private static let limit = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// Makes the directory in which the socket is bound.
    ///
    /// - Throws: ``OwnerSocketError`` if the path is too long, or something else lies there.
    init(_ path: String) throws(OwnerSocketError) {
        self.path = path
        let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let template = parent + ".payscore-XXXXXX"
        guard path.utf8.count <= Self.limit, template.utf8.count + 2 <= Self.limit else {
            throw OwnerSocketError(
                "the path of the socket beside the journal's lock has more than \(Self.limit) "
                    + "bytes; put the journal where its path is shorter, or do without the socket "
                    + "(--no-socket)",
                zh: "账本锁旁的套接字路径超过 \(Self.limit) 字节；请把账本放到路径较短的地方，"
                    + "或不用套接字（--no-socket）。")
        }
        try Self.checkFree(path)
        var bytes = Array(template.utf8CString)
        guard mkdtemp(&bytes) != nil else { throw Self.failed() }
        directory = String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Moves the bound socket to its place, for its owner alone; that of an owner who is dead gives
    /// way.
    ///
    /// - Returns: Whether it is there.
    func publish() -> Bool {
        do throws(OwnerSocketError) {
            guard chmod(draft, 0o600) == 0 else { throw Self.failed() }
            try Self.checkFree(path)
            let identity = Self.identity(draft)
            guard rename(draft, path) == 0 else { throw Self.failed() }
            published.withLock { $0 = .success(identity) }
            rmdir(directory)
            return true
        } catch {
            published.withLock { $0 = .failure(error) }
            return false
        }
    }

    /// Makes sure that nothing kept the socket from its place.
    ///
    /// - Throws: ``OwnerSocketError`` if something did.
    func check() throws(OwnerSocketError) {
        _ = try published.withLock { $0 }.get()
    }

    /// Removes the socket, if it is still the one that was made here.
    func remove() {
        if case .success(let identity?) = published.withLock({ $0 }),
            Self.identity(path) == identity
        {
            unlink(path)
        }
        unlink(draft)
        rmdir(directory)
    }

    /// Makes sure that nothing lies at a path but a socket of this user's: only who holds the
    /// journal's lock comes here, so that its owner is dead.
    private static func checkFree(_ path: String) throws(OwnerSocketError) {
        var file = stat()
        guard lstat(path, &file) == 0 else {
            guard errno == ENOENT else { throw failed() }
            return
        }
        guard file.st_mode & S_IFMT == S_IFSOCK, file.st_uid == geteuid() else {
            throw OwnerSocketError(
                "where the socket beside the journal's lock would be lies something else; look at "
                    + "it and move it away, or do without the socket (--no-socket)",
                zh: "账本锁旁应放套接字的地方有别的文件；请查看并移走，或不用套接字（--no-socket）。")
        }
    }

    private static func identity(_ path: String) -> Identity? {
        var file = stat()
        guard lstat(path, &file) == 0 else { return nil }
        return Identity(device: UInt64(file.st_dev), number: UInt64(file.st_ino))
    }

    private static func failed() -> OwnerSocketError {
        let reason = String(cString: strerror(errno))
        return OwnerSocketError(
            "the socket beside the journal's lock cannot be made: \(reason)",
            zh: "无法创建账本锁旁的套接字：\(reason)。")
    }
}
