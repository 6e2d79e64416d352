import Foundation
import OrderJournal

/// What an earlier process left, which may stand in the system's memory only.
///
/// A process that was killed between writing and syncing leaves a commit that can be read and is
/// not durable. A process whose sync failed leaves one that the system takes for written although
/// the disk never got it; what is written behind it would be lost with it. So before anything is
/// built upon SQLite's log, it is made durable, and read from the disk anew.
enum LeftoverLog {
    static func sync(at place: FilePlace) throws {
        try syncLog(place.path + "-wal")
        try Creation.synchronise(place.directory)
    }

    /// SQLite holds no locks on its log, so that closing it here gives none up.
    private static func syncLog(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else {
                throw JournalError(.cannotOpen, "\(path): \(SystemFailure.text)")
            }
            return
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw JournalError(.inputOutput, "\(path): \(SystemFailure.text)")
        }
        #if os(Linux)
            // Where the system cannot forget its copy, such as in memory, it is all there is.
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        #endif
    }
}
