import Foundation

/// A file, or standard input, that a command reads as a whole.
enum InputFile {
    /// The name that stands for standard input.
    static let standardInput = "-"

    /// Reads all of a file.
    ///
    /// - Parameters:
    ///   - limit: The most bytes.
    ///   - allowsPipe: Whether a pipe or a device may stand there, which only ends when its
    ///     writer ends.
    /// - Throws: ``Failure``: `file_missing`, `file_not_permitted`, `file_not_regular`,
    ///   `file_too_large` or `file_unreadable`.
    static func read(
        _ path: String, limit: Int, allowsPipe: Bool = true
    ) throws(Failure) -> [UInt8] {
        if path == standardInput, allowsPipe {
            return try contents(of: STDIN_FILENO, "standard input", limit: limit)
        }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw Failure(.notFound, "file_missing", "the name of a file is empty")
        }
        let flags = O_RDONLY | O_CLOEXEC | (allowsPipe ? 0 : O_NONBLOCK)
        let descriptor = open(path, flags)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR, allowsPipe || kind == S_IFREG else {
            throw Failure(
                .badInput, "file_not_regular", "\(path): a file is needed, not a directory or pipe")
        }
        return try contents(of: descriptor, path, limit: limit)
    }

    private static func contents(
        of descriptor: Int32, _ name: String, limit: Int
    ) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = part.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(name, errno) }
            if count == 0 { return bytes }
            bytes += part[..<count]
            guard bytes.count <= limit else {
                throw Failure(
                    .badInput, "file_too_large", "\(name): more than \(limit) bytes are not read")
            }
        }
    }

    private static func failure(_ name: String, _ number: Int32) -> Failure {
        let text = "\(name.cut(toBytes: 512)): \(String(cString: strerror(number)))"
        return switch number {
        case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG: Failure(.notFound, "file_missing", text)
        case EACCES, EPERM: Failure(.permission, "file_not_permitted", text)
        default: Failure(.inputOutput, "file_unreadable", text)
        }
    }
}
