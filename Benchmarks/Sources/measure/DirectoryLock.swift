import Foundation

/// Keeps a second run out of a directory: they would write over each other's journals.
struct DirectoryLock: ~Copyable {
    private let descriptor: Int32

    init(_ directory: URL) throws {
        descriptor = open(directory.appending(path: "measure.lock").path, O_RDWR | O_CREAT, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw DirectoryTaken(path: directory.path)
        }
    }

    deinit {
        close(descriptor)
    }
}

/// Another run measures in a directory, or it cannot be written to.
struct DirectoryTaken: Error, CustomStringConvertible {
    let path: String

    var description: String {
        "\(path) is in use by another run, or cannot be written to; name another with --directory"
    }
}
