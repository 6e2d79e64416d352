import Foundation
import Testing

/// A journal on a mount that nothing can be written to.
struct ReadOnlyMountTests {
    /// Whether this user may mount, out of sight of everybody else.
    private static let canMount: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "unshare -m mount --bind / / 2> /dev/null"]
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(.enabled(if: canMount)) func `a log that cannot be read there is told with the way out`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        try await shop.fault("delay", on: "cancel", of: "A-1", delay: 60_000)
        let command = try shop.begin("cancel", "A-1", "--reason", "x")
        try await shop.await("A-1", state: "REVOKED")
        kill(command.processIdentifier, SIGKILL)
        command.waitUntilExit()
        let run = try await Program.shell(
            """
            mkdir mount copy
            cp sandbox/payscore.sqlite sandbox/payscore.sqlite-wal sandbox/payscore.sqlite.head copy
            exec unshare -m sh -c 'mount --bind copy mount && mount -o remount,ro,bind mount &&
                $PAYSCORE orders --database mount/payscore.sqlite --output json'
            """, in: shop.directory.url)
        #expect(run.status == 74)
        #expect(run.errorCode == "journal_cannot_open")
        #expect(run.errors.contains("mount/payscore.sqlite-wal, cannot be read here"))
        #expect(run.errors.contains("read the copy"))
        let copied = try await shop.payscore(
            "attempts", "--open", "--database", "copy/payscore.sqlite", "--output", "json")
        #expect(try copied.lines.count == 1)
    }
}
