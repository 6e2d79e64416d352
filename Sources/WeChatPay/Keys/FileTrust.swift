import Foundation

/// Whether a file that names keys, hosts or rules says what its user and root put there, and
/// nobody else could have changed or replaced it.
package enum FileTrust {
    /// Checks an open file that is no secret, and the way to it.
    ///
    /// What is no regular file, such as a pipe, is its writer's.
    ///
    /// - Throws: ``WeChatPayError`` with ``WeChatPayErrorCode/fileUntrusted``.
    package static func check(_ descriptor: Int32, at path: String) throws(WeChatPayError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let resolved = resolved(path) ?? path
        let access = FileAccess(of: descriptor, at: resolved, status)
        if let refusal = access.refusal(ofTrusted: path) { throw refusal }
        try checkWay(to: path, resolved)
    }

    /// Checks the directories of a file and of the symbolic link that leads to it, and whose link
    /// that is: who may change one of them decides which file is read.
    static func checkWay(to path: String, _ resolved: String) throws(WeChatPayError) {
        for directory in Set([directory(of: path), directory(of: resolved)]).sorted() {
            var status = stat()
            guard stat(directory, &status) == 0 else { continue }
            var access = FileAccess(status)
            access.mount.isReadOnly = FileMount.isReadOnly(directory)
            if let refusal = access.refusal(ofDirectory: directory, of: path) { throw refusal }
        }
        var link = stat()
        guard lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK else { return }
        if let refusal = FileAccess(link).refusal(ofLink: path) { throw refusal }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func resolved(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }
}
