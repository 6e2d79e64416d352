import Foundation

/// Who may read and change a file, and as whom this process asks: all that decides whether the
/// file may hold a key.
///
/// The rule is PostgreSQL's: a secret belongs to the user who runs the process and is closed to
/// everybody else, or it belongs to root and at most its group may read it.
struct FileAccess: Hashable, Sendable {
    /// The user whom the file belongs to.
    var owner: UInt32
    /// The group of the file.
    var group: UInt32
    /// The permission bits.
    var mode: UInt32
    /// What the file lies on.
    var mount = FileMount()
    /// The user who runs this process.
    var user: UInt32
    /// The groups of this process.
    var groups: Set<UInt32> = []

    /// Says what is wrong with a file as the place of a secret; `nil` if nothing is.
    func refusal(ofSecret path: String) -> WeChatPayError? {
        guard isOwnOrRoots else {
            return WeChatPayError(
                .keyFileOwner, path,
                "the file belongs to user \(owner), and this process runs as user \(user): a "
                    + "secret must belong to that user or to root; " + ownerAdvice)
        }
        guard mode & forbidden == 0 else {
            return WeChatPayError(
                .keyFilePermissions, path, "others may open the file; " + modeAdvice(path))
        }
        return nil
    }

    /// Says who may read a file that this process may not.
    var denial: String {
        let mode = String(mode & 0o777, radix: 8)
        let why =
            groups.contains(group) || self.mode & 0o040 == 0
            ? "" : "; this process runs as user \(user), who is not in that group"
        return "this process may not read the file: it belongs to user \(owner) and group "
            + "\(group), with mode 0\(mode)\(why)"
    }

    private static let root: UInt32 = 0

    /// Whether the file belongs to the user who runs this process, or to root.
    var isOwnOrRoots: Bool { owner == user || owner == Self.root }

    /// The rights that nobody may have who is neither the owner nor let in by root.
    private var forbidden: UInt32 {
        if mount.isCredentials { return 0o033 }
        guard owner == Self.root else { return 0o077 }
        // In a container everybody is this process, and nobody can change the file.
        return mount.isReadOnly ? 0o033 : 0o037
    }

    private var ownerAdvice: String {
        mount.isSetElsewhere ? Self.advice(on: mount) : "change its owner, or use a copy"
    }

    private func modeAdvice(_ path: String) -> String {
        if mount.isSetElsewhere { return Self.advice(on: mount) }
        if owner == user { return "run: chmod 600 on it" }
        return "root must take the rights of others away (mode 0640 or less)"
    }

    private static func advice(on mount: FileMount) -> String {
        if mount.isCredentials { return "the service manager sets its owner and mode" }
        let place = mount.isReadOnly ? "on a read-only mount" : "on a mount in memory"
        return "it lies \(place), so set its owner and mode where it is put there (Kubernetes: "
            + "fsGroup and defaultMode: 0440; Docker: uid and mode: 0400)"
    }
}

extension FileAccess {
    /// Finds out about an open file.
    init(of descriptor: Int32, at path: String, _ status: stat) {
        self.init(status)
        mount = FileMount(of: descriptor, at: path, status, user: user)
    }

    /// Takes what the file's status says, and as whom this process asks.
    init(_ status: stat) {
        self.init(
            owner: status.st_uid, group: status.st_gid, mode: UInt32(status.st_mode) & 0o7777,
            user: geteuid(), groups: Self.groupsOfProcess())
    }

    private static func groupsOfProcess() -> Set<UInt32> {
        let count = getgroups(0, nil)
        guard count > 0 else { return [getegid()] }
        var groups = [gid_t](repeating: 0, count: Int(count))
        let found = max(0, Int(getgroups(count, &groups)))
        return Set(groups.prefix(found)).union([getegid()])
    }
}
