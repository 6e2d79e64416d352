import Foundation

/// A small file system of the trial's own: ext4 in a file where that can be, or else in memory.
struct Volume {
    /// How many bytes of it another file takes up at first, so that it is soon full.
    static let ballast = 3_000_000

    let directory: String
    /// What sort of file system it is.
    let kind: String

    /// Mounts one; `nil` where that is not permitted.
    init?(at directory: String) {
        self.directory = directory
        let image = directory + ".image"
        if Self.call("truncate", "-s", "6M", image), Self.call("mkfs.ext4", "-qm0", image),
            Self.call("mount", "-o", "loop", image, directory)
        {
            kind = "ext4"
        } else if Self.call("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", directory) {
            kind = "tmpfs"
        } else {
            return nil
        }
    }

    func remount(_ option: String) -> Bool {
        // With a source, whatever it is, the options it has now are not read and given again: in a
        // namespace some of them are refused.
        Self.call("mount", "-o", "remount,\(option)", kind, directory)
    }

    func unmount() {
        _ = Self.call("umount", "-l", directory)
    }

    /// Whoever may not mount begins again in a namespace of his own, where he may; if there is
    /// none to be had, nothing changes.
    static func becomeAbleToMount() {
        let place = FileManager.default.temporaryDirectory
            .appending(path: "payscore-mount-\(getpid())").path
        try? FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        defer { rmdir(place) }
        if call("mount", "-t", "tmpfs", "tmpfs", place) {
            _ = call("umount", place)
        } else if call("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", place) {
            rmdir(place)
            let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
            let words = ["unshare", "-rm", program] + CommandLine.arguments.dropFirst()
            var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
            execvp(words[0], &arguments)
        }
    }

    private static func call(_ words: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
