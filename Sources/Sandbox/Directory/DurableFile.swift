import Foundation

/// Small files that are either wholly there or not at all, also after a crash.
enum DurableFile {
    /// Writes a file beside its place, forces it to the disk and moves it there.
    ///
    /// - Parameter mode: the permissions, in force from the first byte on.
    static func replace(
        _ file: URL, with content: [UInt8], mode: mode_t
    ) throws(SandboxError) {
        let draft = file.appendingPathExtension("new")
        unlink(draft.path)
        let descriptor = open(
            draft.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .fileUnusable(path: draft.path, cause: lastCause()) }
        defer { close(descriptor) }
        guard writeAll(content, to: descriptor), fsync(descriptor) == 0,
            rename(draft.path, file.path) == 0
        else { throw .fileUnusable(path: file.path, cause: lastCause()) }
        try synchronize(directory: file.deletingLastPathComponent())
    }

    /// Reads a whole file; `nil` if there is none.
    static func content(of file: URL) throws(SandboxError) -> [UInt8]? {
        var status = stat()
        guard stat(file.path, &status) == 0 else {
            guard errno != ENOENT else { return nil }
            throw .fileUnusable(path: file.path, cause: lastCause())
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .fileUnusable(path: file.path, cause: "it is not a regular file")
        }
        do {
            return Array(try Data(contentsOf: file))
        } catch {
            throw .fileUnusable(path: file.path, cause: "it cannot be read")
        }
    }

    /// Forces a directory's entries to the disk.
    static func synchronize(directory: URL) throws(SandboxError) {
        let descriptor = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .fileUnusable(path: directory.path, cause: lastCause())
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .fileUnusable(path: directory.path, cause: lastCause())
        }
    }

    /// Writes all bytes, however many calls that takes.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                written += count
            } else if count == 0 || errno != EINTR {
                return false
            }
        }
        return true
    }

    /// The system's words for the last error.
    static func lastCause() -> String { String(cString: strerror(errno)) }
}
