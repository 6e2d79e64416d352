import Foundation

/// A program that is run with three descriptors, and nothing else of ours.
///
/// Foundation never lets go of a process that has run: with some 1,360 files open, the next start
/// reads past the end of the directory of open files.
struct Child: Sendable {
    let words: [String]
    let environment: [String: String]
    let directory: String
    /// What it reads from, answers to, and reports to.
    let descriptors: [Int32]

    /// Runs it, and returns its exit code, or the number of the signal that ended it.
    func run() throws -> Int32 {
        try Self.wait(for: try start())
    }

    /// Waits for a program's end, and returns its exit code, or the number of the signal that ended
    /// it.
    static func wait(for number: pid_t) throws -> Int32 {
        var status: Int32 = 0
        while waitpid(number, &status, 0) < 0 {
            guard errno == EINTR else { throw Unwrap(description: "the program is gone") }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : signal
    }

    /// Starts it, and returns the number of its process.
    func start() throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
        }
        let closeFrom: CloseFrom = try Self.function("posix_spawn_file_actions_addclosefrom_np")
        let change: ChangeDirectory = try Self.function("posix_spawn_file_actions_addchdir_np")
        _ = closeFrom(&actions, Int32(descriptors.count))
        _ = directory.withCString { change(&actions, $0) }
        // The threads of Dispatch hold signals back, and a child would go on doing so.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var number: pid_t = 0
        let failure = posix_spawn(&number, words[0], &actions, &attributes, &arguments, &variables)
        guard failure == 0 else {
            throw Unwrap(description: "\(words[0]): \(String(cString: strerror(failure)))")
        }
        return number
    }

    private typealias CloseFrom =
        @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    private typealias ChangeDirectory =
        @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) ->
        Int32

    /// A function that the C library has and its module does not show.
    private static func function<Function>(_ name: String) throws -> Function {
        guard let found = dlsym(nil, name) else { throw Unwrap(description: "no \(name)") }
        return unsafeBitCast(found, to: Function.self)
    }
}
