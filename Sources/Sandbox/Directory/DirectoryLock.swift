import Foundation
import Synchronization

/// Keeps a second sandbox away from a directory for as long as the first one runs.
///
/// The system lets go of the lock when the process ends, however it ends.
final class DirectoryLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(directory: URL) throws(SandboxError) {
        // Nothing is ever written into it.
        let file = directory.appendingPathComponent("sandbox.lock")
        let descriptor = try DurableFile.opened(file, O_RDWR | O_CREAT, mode: 0o600)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .directoryInUse(path: directory.path)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Lets other sandboxes use the directory.
    func release() {
        descriptor.withLock { descriptor in
            guard let held = descriptor else { return }
            // A child process that is just being started may hold a copy of the descriptor.
            flock(held, LOCK_UN)
            close(held)
            descriptor = nil
        }
    }
}
