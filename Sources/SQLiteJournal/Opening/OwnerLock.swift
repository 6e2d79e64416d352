import Foundation
import OrderJournal
import OrderLifecycle

/// The right to write to a journal: a lock on a file of its own beside it.
///
/// The database itself is never opened for this: closing it again would give up SQLite's own
/// locks. The system gives the lock up when the process ends, however it ends.
final class OwnerLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/locked`` and who holds it.
    init(of place: FilePlace) throws(JournalError) {
        let lockPath = place.lockPath
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        if case .other(let what) = ExistingFile(at: lockPath) {
            throw JournalError(.cannotOpen, "\(lockPath) \(what); move it away")
        }
        let descriptor = open(lockPath, flags, 0o600)
        guard descriptor >= 0 else {
            throw JournalError(
                errno == EACCES ? .notPermitted : .cannotOpen,
                "\(lockPath), which the journal's owner locks: \(SystemFailure.text)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(descriptor) }
            guard errno == EWOULDBLOCK else {
                throw JournalError(.cannotOpen, "\(lockPath): \(SystemFailure.text)")
            }
            throw JournalError(
                .locked,
                "\(place.path) is written by \(Self.holder(descriptor)); try again, or wait longer "
                    + "(--wait); if it is a service, let it do this; reading goes on")
        }
        self.descriptor = descriptor
        write("process \(getpid()) since \(Self.now)\n")
    }

    deinit {
        write("")  // This process may live on, and must not be taken for the next holder.
        // A child process that is just being started may hold a copy of the descriptor.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private func write(_ text: String) {
        // The text only serves the message to a second process; the lock holds without it, and
        // what no holder wrote is left as it is.
        guard Self.isOwn(descriptor), ftruncate(descriptor, 0) == 0 else { return }
        _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Whether a file holds nothing, or what a holder wrote: only then is it written into.
    private static func isOwn(_ descriptor: Int32) -> Bool {
        var file = stat()
        guard fstat(descriptor, &file) == 0, case .ordinary(let size) = ExistingFile(file) else {
            return false
        }
        let text = text(descriptor)
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return size == 0
            || size == text.utf8.count && words.count == 4 && words[0] == "process"
                && Int32(words[1]) != nil && words[2] == "since" && words[3].hasSuffix("Z\n")
    }

    /// Who holds a lock, as the holder wrote it; nothing is locked or changed.
    static func owner(at lockPath: String) -> String? {
        let descriptor = open(lockPath, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let text = text(descriptor)
        guard isOwn(descriptor), !text.isEmpty, !isOver(text) else { return nil }
        return visible(text)
    }

    /// What the holder wrote, as far as it may be shown.
    ///
    /// The holder writes after it has locked; until then the file may be empty, or name one that
    /// has ended. A second is given to it: this is only a message, and the answer is no.
    private static func holder(_ descriptor: Int32) -> String {
        for _ in 0..<100 {
            let text = text(descriptor)
            guard text.isEmpty || isOver(text) else { break }
            usleep(10_000)
        }
        return visible(text(descriptor)) ?? "another process"
    }

    private static func visible(_ text: String) -> String? {
        let visible = text.utf8.filter { (0x20...0x7E).contains($0) }
        return visible.isEmpty ? nil : String(decoding: visible, as: UTF8.self)
    }

    /// Whether a text names a process that has ended.
    private static func isOver(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard words.count > 1, let process = pid_t(words[1]), process > 0 else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    private static func text(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static var now: Timestamp {
        Timestamp(clamping: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
