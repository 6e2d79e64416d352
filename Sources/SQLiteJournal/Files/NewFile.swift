import CSQLiteSettings
package import Foundation

/// Files that appear whole or not at all.
///
/// The content is written and synced before the file has its name. The name is then given in one
/// step: ``make(_:at:mode:)`` fails where something stands already, and ``replace(_:with:like:)``
/// replaces the one file that it is given. A process that is killed leaves the former file or the
/// new one, and at most a draft beside it, which the next one takes away.
package enum NewFile {
    /// Makes a file; it is durable afterwards, with its name.
    ///
    /// A file system that knows no files without a name gets a draft under a random name; one
    /// without hard links, such as that of most sticks, gets the file under its name at once. Only
    /// there may a process that is killed leave something unfinished.
    ///
    /// - Parameter mode: The permissions, in force from the first byte on.
    /// - Throws: ``NewFileFailure``; then nothing was made, except where only the directory's sync
    ///   failed.
    package static func make(
        _ content: [UInt8], at path: String, mode: mode_t
    ) throws(NewFileFailure) {
        let directory = directory(of: path)
        var isMade = try makeWithoutName(content, at: path, in: directory, mode)
        if !isMade { isMade = try makeAsDraft(content, at: path, in: directory, mode) }
        if !isMade { try makeInPlace(content, at: path, mode) }
        try synchronise(directory)
    }

    /// Puts a whole file in the place of another, in one step; it is durable afterwards.
    ///
    /// - Parameter file: The other file, whose owner and permissions the new one gets.
    /// - Throws: ``NewFileFailure``; then the other file stands as it was, except where only the
    ///   directory's sync failed.
    package static func replace(
        _ path: String, with content: [UInt8], like file: stat
    ) throws(NewFileFailure) {
        let directory = directory(of: path)
        // One name for each file, so that what a killed process left is taken away.
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last?.prefix(200) ?? []
        let draft = "\(directory).payscore-\(String(decoding: name, as: UTF8.self))"
        unlink(draft)
        let descriptor = try exclusive(draft, 0o600)
        defer {
            close(descriptor)
            unlink(draft)
        }
        // Who could read the other file reads this one, and nobody else.
        guard fchown(descriptor, file.st_uid, file.st_gid) == 0,
            fchmod(descriptor, file.st_mode & 0o777) == 0
        else { throw NewFileFailure(errno) }
        try fill(descriptor, content)
        guard rename(draft, path) == 0 else { throw NewFileFailure(errno) }
        try synchronise(directory)
    }

    /// Gives a finished draft its name, in one step; the name is durable afterwards.
    ///
    /// A process that is killed between the two steps that some file systems need leaves the file
    /// under both names.
    ///
    /// - Parameter draft: A name in the same directory; it is gone afterwards.
    /// - Throws: ``NewFileFailure``; then the draft has its name still, except where only the
    ///   directory's sync failed.
    package static func name(_ draft: String, as path: String) throws(NewFileFailure) {
        let failure = payscore_rename_new(draft, path)
        if [EINVAL, ENOSYS, ENOTSUP].contains(failure) {
            guard link(draft, path) == 0 else { throw NewFileFailure(errno) }
            unlink(draft)
        } else if failure != 0 {
            throw NewFileFailure(failure)
        }
        try synchronise(directory(of: path))
    }

    private static func draftName(in directory: String) -> String {
        "\(directory).payscore-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    /// The directory that a path's last name lies in, with a slash at its end.
    package static func directory(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    }

    /// - Returns: Whether this system and file system know files without a name.
    private static func makeWithoutName(
        _ content: [UInt8], at path: String, in directory: String, _ mode: mode_t
    ) throws(NewFileFailure) -> Bool {
        #if os(Linux)
            // `O_TMPFILE`, of which Swift sees only one half.
            let nameless = O_DIRECTORY | 0o20_000_000
            let descriptor = open(directory, nameless | O_RDWR | O_CLOEXEC, mode)
            guard descriptor >= 0 else {
                // Who lacks a right, or room, lacks it for a draft too, and is told so there.
                return false
            }
            defer { close(descriptor) }
            try fill(descriptor, content)
            let source = "/proc/self/fd/\(descriptor)"
            guard linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
                // Without /proc, a file cannot be named by its descriptor.
                if access(source, F_OK) != 0 { return false }
                throw NewFileFailure(errno)
            }
            return true
        #else
            return false
        #endif
    }

    /// - Returns: Whether the file system knows hard links.
    private static func makeAsDraft(
        _ content: [UInt8], at path: String, in directory: String, _ mode: mode_t
    ) throws(NewFileFailure) -> Bool {
        let draft = draftName(in: directory)
        let descriptor = try exclusive(draft, mode)
        defer {
            close(descriptor)
            unlink(draft)
        }
        try fill(descriptor, content)
        guard link(draft, path) == 0 else {
            let failure = NewFileFailure(errno)
            if [EPERM, ENOTSUP, ENOSYS].contains(failure.number) { return false }
            throw failure
        }
        return true
    }

    private static func makeInPlace(
        _ content: [UInt8], at path: String, _ mode: mode_t
    ) throws(NewFileFailure) {
        let descriptor = try exclusive(path, mode)
        defer { close(descriptor) }
        do throws(NewFileFailure) { try fill(descriptor, content) } catch {
            unlink(path)
            throw error
        }
    }

    private static func exclusive(
        _ path: String, _ mode: mode_t
    ) throws(NewFileFailure) -> Int32 {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = open(path, flags, mode)
        guard descriptor >= 0 else { throw NewFileFailure(errno) }
        return descriptor
    }

    /// Writes a file's content from its beginning on; it is durable afterwards.
    private static func fill(
        _ descriptor: Int32, _ content: [UInt8]
    ) throws(NewFileFailure) {
        var done = 0
        while done < content.count {
            let count = content[done...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(done))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw NewFileFailure(count < 0 ? errno : EIO) }
            done += count
        }
        guard fsync(descriptor) == 0 else { throw NewFileFailure(errno) }
    }

    private static func synchronise(_ directory: String) throws(NewFileFailure) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw NewFileFailure(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw NewFileFailure(errno) }
    }
}

/// Why a file was not made.
package struct NewFileFailure: Error, Hashable, Sendable {
    /// The system's number of the failure.
    package let number: Int32

    /// A failure with the system's number.
    package init(_ number: Int32) { self.number = number }

    /// Whether something stands there already.
    package var isTaken: Bool { number == EEXIST }

    /// The system's words.
    package var text: String { String(cString: strerror(number)) }
}
