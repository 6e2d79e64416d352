import Foundation

/// What a file lies on, as far as it says who set the file's owner and mode, and who can change
/// them.
struct FileMount: Hashable, Sendable {
    /// Whether nothing can be written there, such as a secret that a container is given.
    var isReadOnly = false
    /// Whether it is kept in memory (tmpfs, ramfs), so that a change lasts until the next start.
    var isInMemory = false
    /// Whether it is the directory that the service manager names in `CREDENTIALS_DIRECTORY`, and
    /// only root and this process may enter it.
    var isCredentials = false

    /// Whether the mode is set where the file is put there, and `chmod` is no lasting remedy.
    var isSetElsewhere: Bool { isReadOnly || isInMemory || isCredentials }
}

extension FileMount {
    /// Finds out what an open file lies on.
    init(of descriptor: Int32, at path: String, _ status: stat, user: UInt32) {
        var system = statvfs()
        isReadOnly = fstatvfs(descriptor, &system) == 0 && Int(system.f_flag) & Self.readOnly != 0
        isInMemory = Self.isInMemory(device: UInt64(status.st_dev), Self.mountTable())
        isCredentials = Self.isCredentials(
            path, ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"], user: user)
    }

    /// Whether nothing can be written where a path leads.
    static func isReadOnly(_ path: String) -> Bool {
        var system = statvfs()
        return statvfs(path, &system) == 0 && Int(system.f_flag) & readOnly != 0
    }

    /// `ST_RDONLY`, which has the same value everywhere.
    private static let readOnly = 1

    /// Whether the mount table, in the form of `/proc/self/mountinfo`, says that a device is kept
    /// in memory.
    static func isInMemory(device: UInt64, _ table: String) -> Bool {
        let major = (device >> 8 & 0xFFF) | (device >> 32 & 0xFFFF_F000)
        let minor = (device & 0xFF) | (device >> 12 & 0xFFFF_FF00)
        let name = "\(major):\(minor)"
        for line in table.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == name, let end = fields.lastIndex(of: "-"),
                end + 1 < fields.count
            else { continue }
            return ["tmpfs", "ramfs"].contains(fields[end + 1])
        }
        return false
    }

    private static func mountTable() -> String {
        (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
    }

    /// Whether a file lies in the directory of credentials, which must be closed to others: a
    /// variable alone proves nothing.
    static func isCredentials(_ path: String, _ directory: String?, user: UInt32) -> Bool {
        guard let directory, directory.hasPrefix("/"), let home = realpath(directory, nil) else {
            return false
        }
        defer { free(home) }
        var status = stat()
        return path.hasPrefix(String(cString: home) + "/") && stat(home, &status) == 0
            && status.st_mode & 0o007 == 0 && [0, user].contains(status.st_uid)
    }
}
