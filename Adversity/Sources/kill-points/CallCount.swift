import Foundation
import Trials

/// Holds the preloaded library's count against the kernel's own.
enum CallCount {
    private static let strace = "/usr/bin/strace"
    private static let calls = """
        write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,truncate,\
        unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,open,openat,creat,mkdir,\
        mkdirat,rmdir,fallocate,fchmod,chmod,fchmodat,fchown,chown,sendto,sendmsg,sendmmsg,connect,\
        msync
        """

    /// The difference between the two counts of one command; `nil` where no process may be traced.
    static func difference(
        _ scenario: Scenario, _ trial: Trial
    ) throws -> (ours: Int, kernel: Int)? {
        let errors = trial.scratch.appending(path: "strace-errors").path
        let (permitted, _) = try Child(
            [strace, "-o", "/dev/null", "/bin/true"], environment: [:], errors: errors
        ).end()
        guard permitted == .status(0) else { return nil }
        let moment = try trial.prepare(scenario)
        let place = try Place(
            trial.scratch.appending(path: "strace"), program: trial.program, from: moment.root)
        try place.startSandbox()
        let counts = place.root.appending(path: "count")
        let trace = place.root.appending(path: "trace")
        let run = try place.run(
            moment.command, ["FAULT_COUNT_FILE": counts.path],
            under: [strace, "-f", "-y", "-o", trace.path, "-e", "trace=\(calls)"])
        guard run.status == 0,
            let ours = Int(
                try String(contentsOf: counts, encoding: .utf8)
                    .trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw CannotRun("strace: \(run)") }
        let lines = try String(contentsOf: trace, encoding: .utf8).split(separator: "\n")
        let kernel = lines.count { line in
            guard line.contains("("), !line.contains("resumed>"), !line.contains("+++") else {
                return false
            }
            // The library's own note of the count, threads that wake each other, and the C library
            // that asks a name service for the name of the system's user.
            let isAside = [counts.path, "anon_inode:", "/nscd/"].contains { line.contains($0) }
            if isAside { return false }
            guard line.contains("openat(") || line.contains("open(") else { return true }
            return line.contains("O_CREAT") || line.contains("O_TRUNC")
        }
        return (ours, kernel)
    }
}
