import CSQLiteSettings

/// A kind of file system, and whether a journal may lie on it.
///
/// A journal needs three things: `flock` and `fcntl` locks that exclude other processes, memory
/// that processes share through a file (SQLite's `-shm`), and a sync after which a power failure
/// takes nothing back. Many network and user-space file systems seem to do all of it and do not, so
/// the kinds that do are listed, and every other one is refused.
struct FileSystemKind: Hashable, Sendable {
    /// The name by which people know it.
    let name: String

    /// Whether it is known to keep locks, shared memory and syncs.
    var isKnown: Bool { Self.known.contains(name) }

    /// The kinds that keep what a journal needs.
    ///
    /// - `ext` (2, 3, 4), `xfs`, `btrfs`, `f2fs`, `bcachefs`, `zfs`, and macOS's `apfs` and `hfs`
    ///   are on disks of this machine, and the system itself locks and maps their files.
    /// - `overlay` is what containers see: a file that is written lies on the upper layer, which
    ///   must be such a file system.
    /// - `tmpfs` and `ramfs` are memory: they lock and share, and what they hold ends with the
    ///   machine, as everybody who chooses them knows.
    static let known: Set<String> = [
        "ext", "xfs", "btrfs", "f2fs", "bcachefs", "zfs", "apfs", "hfs", "overlay", "tmpfs",
        "ramfs",
    ]

    /// The names behind the numbers of linux/magic.h and of the modules outside of it; those that
    /// are refused have theirs for the message.
    private static let names: [UInt32: String] = [
        0xEF53: "ext", 0x5846_5342: "xfs", 0x9123_683E: "btrfs", 0xF2F5_2010: "f2fs",
        0xCA45_1A4E: "bcachefs", 0x2FC1_2FC1: "zfs", 0x794C_7630: "overlay",
        0x0102_1994: "tmpfs", 0x8584_58F6: "ramfs",
        0x6969: "nfs", 0x517B: "smb", 0xFF53_4D42: "smb", 0xFE53_4D42: "smb",
        0x0102_1997: "9p", 0x6573_5546: "fuse", 0x00C3_6400: "ceph", 0x0BD0_0BD0: "lustre",
        0x4750_4653: "gpfs", 0x0116_1970: "gfs2", 0x7461_636F: "ocfs2", 0x5346_414F: "afs",
        0x6B41_4653: "afs", 0x7375_7245: "coda", 0x786F_4256: "vboxsf", 0x6175_6673: "aufs",
        0x4D44: "vfat", 0x2011_BAB0: "exfat",
    ]

    init(name: String) {
        self.name = name
    }

    /// The kind with a number of Linux's.
    init(number: UInt32) {
        name = Self.names[number] ?? "a file system of type 0x" + String(number, radix: 16)
    }

    /// The kind that a path lies on.
    init(of path: String) {
        var number: UInt32 = 0
        var text = [CChar](repeating: 0, count: 32)
        guard payscore_file_system(path, &number, &text, text.count) == 0 else {
            self.init(name: "an unknown file system")
            return
        }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        if bytes.isEmpty {
            self.init(number: number)
        } else {
            self.init(name: String(decoding: bytes, as: UTF8.self))
        }
    }
}
