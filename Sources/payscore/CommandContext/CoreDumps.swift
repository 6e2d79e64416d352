import Foundation

/// The image of a process that ended by a signal, or a bug.
enum CoreDumps {
    /// Asks the system for none: it would hold the merchant's keys, in a file that nobody guards.
    static func prevent() {
        var limit = rlimit()
        limit.rlim_cur = 0
        limit.rlim_max = 0
        #if canImport(Glibc)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        #else
            _ = setrlimit(RLIMIT_CORE, &limit)
        #endif
    }
}
