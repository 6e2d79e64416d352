import Foundation
import OrderEngine
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
    init(besides path: String) throws(JournalError) {
        let lockPath = path + ".lock"
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw JournalError(.cannotOpen, "\(lockPath): \(SystemFailure.text)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(descriptor) }
            guard errno == EWOULDBLOCK else {
                throw JournalError(.cannotOpen, "\(lockPath): \(SystemFailure.text)")
            }
            throw JournalError(
                .locked,
                "\(path) is written by \(Self.holder(descriptor)); end that process, or open the "
                    + "journal for reading only")
        }
        self.descriptor = descriptor
        write("process \(getpid()) since \(Self.now)\n")
    }

    deinit {
        // A child process that is just being started may hold a copy of the descriptor.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private func write(_ text: String) {
        // The text only serves the message to a second process; the lock holds without it.
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// What the holder wrote, as far as it may be shown.
    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        let visible = bytes.prefix(max(0, count)).filter { (0x20...0x7E).contains($0) }
        return visible.isEmpty ? "another process" : String(decoding: visible, as: UTF8.self)
    }

    private static var now: Timestamp {
        Timestamp(clamping: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
