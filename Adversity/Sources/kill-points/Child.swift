import Foundation
import Synchronization

/// A process that this trial started.
struct Child: ~Copyable {
    /// How a process ended.
    enum Ending: Hashable {
        case status(Int32)
        case signal(Int32)
        /// It was still running when its time was over, and was killed for that.
        case hung
    }

    private let id: pid_t
    private let output: Int32

    /// A child that is started between a pipe's making and its marking would hold it open.
    private static let starting = Mutex(())

    /// Starts a process whose standard output can be read here.
    ///
    /// - Parameter errors: The file that takes its standard error.
    init(_ words: [String], environment: [String: String], errors: String) throws(CannotRun) {
        var ends: [Int32] = [-1, -1]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let status: Int32 = Self.starting.withLock { _ in
            guard pipe(&ends) == 0 else { return errno }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
            posix_spawn_file_actions_addopen(
                &actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            let status = posix_spawn(&child, words[0], &actions, nil, &arguments, &variables)
            close(ends[1])
            if status != 0 { close(ends[0]) }
            return status
        }
        guard status == 0 else {
            throw CannotRun("\(words[0]) does not start: \(String(cString: strerror(status)))")
        }
        id = child
        output = ends[0]
    }

    /// Reads until `isEnough`, the end of the output, or the end of the time, which is long: what
    /// hangs does so for ever, and a machine may be slow.
    ///
    /// - Returns: What was read, and whether there was time enough.
    func read(
        seconds: Int = 120, until isEnough: ([UInt8]) -> Bool = { _ in false }
    ) -> (bytes: [UInt8], isInTime: Bool) {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while !isEnough(bytes) {
            let left = (deadline - ContinuousClock.now).components.seconds
            var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard left >= 0, poll(&waiting, 1, Int32(left + 1) * 1000) >= 0 else {
                return (bytes, false)
            }
            if waiting.revents == 0 { continue }
            let count = Foundation.read(output, &part, part.count)
            guard count > 0 else { break }
            bytes += part[..<count]
        }
        return (bytes, true)
    }

    /// Reads all that the process still writes, and reaps it.
    consuming func end() -> (ending: Ending, output: String) {
        let (bytes, isInTime) = read()
        let ending = reap(isInTime ? nil : SIGKILL)
        return (isInTime ? ending : .hung, String(decoding: bytes, as: UTF8.self))
    }

    /// Kills the process and reaps it.
    consuming func kill() { _ = reap(SIGKILL) }

    private func reap(_ signal: Int32?) -> Ending {
        if let signal { _ = Foundation.kill(id, signal) }
        close(output)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let killed = status & 0x7F
        return killed == 0 ? .status((status >> 8) & 0xFF) : .signal(killed)
    }
}

/// Something that the trial itself needs does not work.
struct CannotRun: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
