import Foundation

/// Small files that are either wholly there or not at all, also after a crash.
enum DurableFile {
    /// Makes a file that must not exist yet.
    ///
    /// - Parameter mode: the permissions, in force from the first byte on.
    static func make(
        _ file: URL, with content: [UInt8], mode: mode_t
    ) throws(SandboxError) {
        if try makeWithoutDraft(file, content, mode) { return }
        try withDraft(of: file, content, mode) { draft in
            if link(draft, file.path) == 0 { return 0 }
            guard [EPERM, ENOTSUP, ENOSYS].contains(errno) else { return -1 }
            // Without hard links, such as on most sticks, the name is taken first.
            let claim = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
            guard claim >= 0 else { return -1 }
            close(claim)
            return rename(draft, file.path)
        }
    }

    /// Makes a file that has no name before it is whole, so that no process that is killed leaves
    /// anything else.
    ///
    /// - Returns: Whether this system and file system can.
    private static func makeWithoutDraft(
        _ file: URL, _ content: [UInt8], _ mode: mode_t
    ) throws(SandboxError) -> Bool {
        let directory = file.deletingLastPathComponent()
        guard let descriptor = nameless(in: directory, mode) else { return false }
        defer { close(descriptor) }
        guard writeAll(content, to: descriptor), fsync(descriptor) == 0 else {
            throw .fileUnusable(path: file.path, cause: lastCause())
        }
        guard name(descriptor, file.path) == 0 else {
            if [EPERM, ENOTSUP, ENOSYS].contains(errno) { return false }
            throw .fileUnusable(path: file.path, cause: lastCause())
        }
        try synchronize(directory: directory)
        return true
    }

    /// Removes the drafts of a process that was killed from a directory of the sandbox's own.
    static func removeDrafts(in directory: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        for name in names
        where name.hasPrefix(draftPrefix) && name.utf8.count == draftPrefix.utf8.count + 32 {
            unlink(directory.appendingPathComponent(name).path)
        }
    }

    /// What the name of a draft begins with; 32 random digits follow.
    private static let draftPrefix = ".sandbox-"

    /// Replaces a file that the sandbox made.
    ///
    /// - Throws: ``SandboxError`` if something else stands there by now, such as a link.
    static func replace(
        _ file: URL, with content: [UInt8], mode: mode_t
    ) throws(SandboxError) {
        guard try self.content(of: file) != nil else {
            return try make(file, with: content, mode: mode)
        }
        try withDraft(of: file, content, mode) { draft in rename(draft, file.path) }
    }

    /// Writes a file beside its place, forces it to the disk, and has it put there.
    ///
    /// Nobody else has a file of the draft's name: it is random, and must be new. Where the system
    /// knows files without a name, the draft gets its name only once it is whole, so that hardly
    /// any process that is killed leaves one.
    private static func withDraft(
        of file: URL, _ content: [UInt8], _ mode: mode_t, put: (_ draft: String) -> Int32
    ) throws(SandboxError) {
        let directory = file.deletingLastPathComponent()
        let draft = directory.appendingPathComponent(draftPrefix + RandomText.hexadecimal(32)).path
        let nameless = nameless(in: directory, mode)
        let descriptor =
            nameless
            ?? open(
                draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .fileUnusable(path: file.path, cause: lastCause()) }
        defer {
            close(descriptor)
            unlink(draft)
        }
        guard writeAll(content, to: descriptor), fsync(descriptor) == 0,
            nameless == nil || name(descriptor, draft) == 0, put(draft) == 0
        else { throw .fileUnusable(path: file.path, cause: lastCause()) }
        try synchronize(directory: directory)
    }

    /// Opens a file without a name; `nil` where the system knows none.
    private static func nameless(in directory: URL, _ mode: mode_t) -> Int32? {
        #if os(Linux)
            // `O_TMPFILE`, of which Swift sees only one half.
            let flags = O_DIRECTORY | 0o20_000_000 | O_WRONLY | O_CLOEXEC
            guard access("/proc/self/fd", X_OK) == 0 else { return nil }
            let descriptor = open(directory.path, flags, mode)
            return descriptor >= 0 ? descriptor : nil
        #else
            return nil
        #endif
    }

    private static func name(_ descriptor: Int32, _ path: String) -> Int32 {
        linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW)
    }

    /// Whether anything stands under a name, be it a link that leads nowhere.
    static func isTaken(_ file: URL) -> Bool {
        var status = stat()
        return lstat(file.path, &status) == 0 || errno != ENOENT
    }

    /// Reads a whole file; `nil` if there is none.
    ///
    /// - Throws: ``SandboxError/fileUnusable(path:cause:)`` if it is no regular file of one name.
    static func content(of file: URL) throws(SandboxError) -> [UInt8]? {
        guard isTaken(file) else { return nil }
        let descriptor = try opened(file, O_RDONLY)
        defer { close(descriptor) }
        var content: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &part, part.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .fileUnusable(path: file.path, cause: lastCause()) }
            if count == 0 { return content }
            content += part[..<count]
        }
    }

    /// Opens a regular file of one name, so that nothing elsewhere is read or changed.
    static func opened(
        _ file: URL, _ flags: Int32, mode: mode_t = 0
    ) throws(SandboxError) -> Int32 {
        var status = stat()
        // A device is not even opened.
        if lstat(file.path, &status) == 0 { try checkIsOrdinary(status, file) }
        let descriptor = open(file.path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .fileUnusable(path: file.path, cause: lastCause()) }
        do throws(SandboxError) {
            guard fstat(descriptor, &status) == 0 else {
                throw .fileUnusable(path: file.path, cause: lastCause())
            }
            try checkIsOrdinary(status, file)
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func checkIsOrdinary(_ status: stat, _ file: URL) throws(SandboxError) {
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .fileUnusable(path: file.path, cause: "it is not a regular file")
        }
        guard status.st_nlink <= 1 else {
            throw .fileUnusable(path: file.path, cause: "it has other names too")
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
