import Foundation
import WeChatPay

/// An open file, or standard input, that is read part by part; closed when nobody holds it.
final class OpenInput {
    /// The name that stands for standard input.
    static let standardInput = "-"
    /// The most bytes of one part.
    static let partSize = 262_144

    /// How many bytes the file has; `nil` of a pipe, a device or standard input.
    let size: Int?
    let name: String
    private let descriptor: Int32
    /// What was read already, while a pipe's writer was awaited or to look at the beginning.
    private var held: [UInt8] = []

    /// Opens a file.
    ///
    /// - Parameter allowsPipe: Whether a pipe or a device may stand there, which only ends when
    ///   its writer ends.
    /// - Parameter isTrusted: Whether the file says whom to trust, so that nobody else may write
    ///   to it.
    /// - Parameter patience: How many milliseconds the writer of a pipe is awaited.
    /// - Throws: ``Failure``: `file_missing`, `file_not_permitted`, `file_not_regular`,
    ///   `file_unreadable`, `file_untrusted` or `file_without_writer`.
    init(
        _ path: String, allowsPipe: Bool = true, isTrusted: Bool = false, patience: Int = 10_000
    ) throws(Failure) {
        if path == Self.standardInput, allowsPipe {
            (name, descriptor, size) = (Self.shown(path), STDIN_FILENO, nil)
            return
        }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw Failure(.notFound, "file_missing", "the name of a file is empty")
        }
        // To open a pipe that nobody writes to would block for ever.
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw Self.failure(path, errno) }
        do throws(Failure) {
            size = try Self.size(of: opened, path, allowsPipe: allowsPipe)
            if isTrusted { try Self.checkTrust(opened, path) }
            held = size == nil ? try PipeWriter.wait(opened, path, patience: patience) : []
        } catch {
            close(opened)
            throw error
        }
        (name, descriptor) = (path, opened)
    }

    /// How a file, or standard input, is called in messages.
    static func shown(_ path: String) -> String {
        path == standardInput
            ? told("standard input", zh: "标准输入") : PathText.shown(path).cut(toBytes: 512)
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Reads the next part; an empty one is the end.
    ///
    /// - Throws: ``Failure``: `file_unreadable`.
    func nextPart() throws(Failure) -> [UInt8] {
        if !held.isEmpty {
            defer { held = [] }
            return held
        }
        return try readPart()
    }

    private func readPart() throws(Failure) -> [UInt8] {
        while true {
            var number: Int32 = 0
            let part = [UInt8](unsafeUninitializedCapacity: Self.partSize) { buffer, count in
                let result = read(descriptor, buffer.baseAddress, buffer.count)
                if result < 0 { number = errno }
                count = max(0, result)
            }
            if number == EINTR { continue }
            guard number == 0 else { throw Self.failure(name, number) }
            return part
        }
    }

    /// Makes sure that the input can have one object a line, before anything is done by it.
    ///
    /// - Throws: ``Failure``: `file_unreadable`, or what ``WholeInputProblem`` says.
    func checkLines() throws(Failure) {
        // A pipe may give a byte at a time, and the second line tells.
        while held.count < Self.partSize, held.split(separator: UInt8(ascii: "\n")).count < 3 {
            let part = try readPart()
            if part.isEmpty { break }
            held += part
        }
        if let problem = WholeInputProblem(ofLines: held) { throw problem.failure(name) }
    }

    private static func checkTrust(_ descriptor: Int32, _ path: String) throws(Failure) {
        do throws(WeChatPayError) { try FileTrust.check(descriptor, at: path) } catch {
            throw Failure(error)
        }
    }

    private static func size(
        of descriptor: Int32, _ path: String, allowsPipe: Bool
    ) throws(Failure) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR, allowsPipe || kind == S_IFREG else {
            throw Failure(
                .badInput, "file_not_regular", "\(path): a file is needed, not a directory or pipe")
        }
        return kind == S_IFREG ? Int(status.st_size) : nil
    }

    private static func failure(_ name: String, _ number: Int32) -> Failure {
        let text = "\(shown(name)): \(String(cString: strerror(number)))"
        return switch number {
        case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG: Failure(.notFound, "file_missing", text)
        case EACCES, EPERM: Failure(.permission, "file_not_permitted", text)
        default: Failure(.inputOutput, "file_unreadable", text)
        }
    }
}
