import Foundation

/// A small file that holds a key, read only if nobody could have read or changed it but its user
/// and root.
package enum KeyFile {
    /// The most bytes that a key may take.
    static let sizeLimit = 65_536

    /// Who may touch the file.
    package enum Secrecy {
        /// A secret: nobody may open it but this process's user, root, and whom root lets in.
        case secret
        /// Not secret, but trusted: nobody may write to it but this process's user and root.
        case trusted
    }

    /// Reads a file.
    ///
    /// - Throws: ``WeChatPayError`` whose code begins with `key_file`, or `file_untrusted`.
    package static func read(
        _ path: String, as secrecy: Secrecy
    ) throws(WeChatPayError) -> [UInt8] {
        do throws(WeChatPayError) { return try contents(of: path, as: secrecy) } catch {
            guard PathText.looksLikeKey(path) else { throw error }
            throw WeChatPayError(
                error.code, PathText.shown(path),
                "the path of a file with a key is needed, never the key itself")
        }
    }

    private static func contents(
        of path: String, as secrecy: Secrecy
    ) throws(WeChatPayError) -> [UInt8] {
        let resolved = try insideItsDirectory(path)
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        let descriptor = open(resolved, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw WeChatPayError(
                .keyFileNotRegular, path, "a key must be an ordinary file")
        }
        switch secrecy {
        case .secret:
            let access = FileAccess(of: descriptor, at: resolved, status)
            if let refusal = access.refusal(ofSecret: path) { throw refusal }
            try FileTrust.checkWay(to: path, resolved)
        case .trusted: try FileTrust.check(descriptor, at: path)
        }
        return try contents(of: descriptor, path)
    }

    /// Follows symbolic links, but only within the directory that the path names; this is how
    /// mounted secrets are laid out.
    private static func insideItsDirectory(_ path: String) throws(WeChatPayError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw failure(path, ENOENT) }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let resolved = try resolve(path, of: path)
        let home = try resolve(directory, of: path)
        guard resolved.hasPrefix(home == "/" ? home : home + "/") else {
            throw WeChatPayError(
                .keyFileOutside, path, "the file is a symbolic link out of its own directory")
        }
        return resolved
    }

    private static func resolve(
        _ path: String, of original: String
    ) throws(WeChatPayError) -> String {
        guard let pointer = realpath(path, nil) else { throw failure(original, errno) }
        defer { free(pointer) }
        return String(cString: pointer)
    }

    private static func contents(
        of descriptor: Int32, _ path: String
    ) throws(WeChatPayError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: sizeLimit + 1)
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Foundation.read(
                    descriptor, buffer.baseAddress.map { $0 + length }, buffer.count - length)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path, errno) }
            if count == 0 { break }
            length += count
        }
        guard length > 0 else { throw WeChatPayError(.keyFileEmpty, path, "the file is empty") }
        guard length <= sizeLimit else {
            throw WeChatPayError(
                .keyFileTooLarge, path, "more than \(sizeLimit) bytes cannot be a key")
        }
        return Array(bytes[..<length])
    }

    private static func failure(_ path: String, _ number: Int32) -> WeChatPayError {
        switch number {
        case ENOENT, ENOTDIR:
            WeChatPayError(.keyFileMissing, path, "there is no such file")
        case ELOOP:
            WeChatPayError(.keyFileOutside, path, "the symbolic links lead nowhere")
        case EACCES, EPERM:
            WeChatPayError(.keyFileUnreadable, path, denial(of: path))
        default:
            WeChatPayError(
                .keyFileUnreadable, path,
                "the file cannot be read: \(String(cString: strerror(number)))")
        }
    }

    private static func denial(of path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return "this process may not enter a directory on the way to the file"
        }
        return FileAccess(status).denial
    }
}
