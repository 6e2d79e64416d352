import Foundation
import OrderService
import WeChatPay

/// A program that takes a checkpoint somewhere: it reads the note from its standard input, and says
/// by its exit status whether it was kept.
struct WitnessProgram: Hashable, Sendable {
    let path: String

    /// The variables that it finds set as they are here; others it does not get.
    private static let variables: Set = [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR",
        "SSH_AUTH_SOCK",
    ]

    /// Makes sure that there is such a program, and that nobody but its user and root could have
    /// put another in its place.
    ///
    /// - Throws: ``Failure``: `file_missing`, `file_not_regular`, `file_not_permitted` or
    ///   `file_untrusted`.
    func check() throws(Failure) {
        var file = stat()
        guard stat(path, &file) == 0 else {
            let text = "\(PathText.shown(path)): \(String(cString: strerror(errno)))"
            throw errno == EACCES
                ? Failure(.permission, "file_not_permitted", text)
                : Failure(.notFound, "file_missing", text)
        }
        guard file.st_mode & S_IFMT == S_IFREG else {
            throw Failure(
                .badInput, "file_not_regular",
                "\(PathText.shown(path)): a program is a file; name it without arguments")
        }
        guard access(path, X_OK) == 0 else {
            throw Failure(
                .permission, "file_not_permitted",
                "\(PathText.shown(path)): this process may not run it (chmod +x)")
        }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure(
                .permission, "file_not_permitted",
                "\(PathText.shown(path)): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        do throws(WeChatPayError) { try FileTrust.check(descriptor, at: path) } catch {
            throw Failure(error)
        }
    }

    /// Runs the program without arguments, and waits for its end.
    ///
    /// Its standard output is discarded, and what it says on standard error goes to ours. When the
    /// time is over, it is killed with all that it started.
    func run(with note: String, within limit: Duration) async throws(WitnessFailure) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = []
        // What the variables of this process hold otherwise is nothing to a witness.
        process.environment = ProcessInfo.processInfo.environment.filter {
            Self.variables.contains($0.key)
        }
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.standardError
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in end.finish() }
        do { try process.run() } catch {
            throw WitnessFailure("could not be started: \(error)".cut(toBytes: 300))
        }
        // A pipe takes a whole note at once; a program that reads none of it may be right.
        try? input.fileHandleForWriting.write(contentsOf: Data(note.utf8))
        try? input.fileHandleForWriting.close()
        let number = process.processIdentifier
        let isInTime = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in ends {}
                return !Task.isCancelled
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
        guard isInTime else {
            kill(getpgid(number) == number ? -number : number, SIGKILL)
            throw WitnessFailure.late(limit)
        }
        guard process.terminationReason == .exit else {
            throw WitnessFailure("was ended by signal \(process.terminationStatus)")
        }
        guard process.terminationStatus == 0 else {
            throw WitnessFailure("ended with status \(process.terminationStatus)")
        }
    }
}
