import Foundation
import Testing

@testable import WeChatPay

struct FileAccessTests {
    /// One file, as this process (user 1001, groups 1001 and 2000) finds it.
    struct Case: Sendable, CustomTestStringConvertible {
        let owner: UInt32
        let mode: UInt32
        var mount = FileMount()
        let code: WeChatPayErrorCode?

        var access: FileAccess {
            FileAccess(
                owner: owner, group: 2000, mode: mode, mount: mount, user: 1001,
                groups: [1001, 2000])
        }

        var testDescription: String { "\(owner) 0\(String(mode, radix: 8)) \(mount)" }
    }

    private static let readOnly = FileMount(isReadOnly: true)
    private static let memory = FileMount(isInMemory: true)
    private static let credentials = FileMount(isInMemory: true, isCredentials: true)

    @Test(arguments: [
        // One's own: closed to all others, wherever it lies.
        Case(owner: 1001, mode: 0o600, code: nil), Case(owner: 1001, mode: 0o400, code: nil),
        Case(owner: 1001, mode: 0o440, code: .keyFilePermissions),
        Case(owner: 1001, mode: 0o604, code: .keyFilePermissions),
        Case(owner: 1001, mode: 0o444, mount: readOnly, code: .keyFilePermissions),
        Case(owner: 1001, mode: 0o640, mount: memory, code: .keyFilePermissions),
        // Root's: at most its group reads. Kubernetes with fsGroup, and Debian's ssl-cert.
        Case(owner: 0, mode: 0o440, code: nil), Case(owner: 0, mode: 0o640, code: nil),
        Case(owner: 0, mode: 0o440, mount: readOnly, code: nil),
        Case(owner: 0, mode: 0o660, code: .keyFilePermissions),
        Case(owner: 0, mode: 0o650, code: .keyFilePermissions),
        Case(owner: 0, mode: 0o644, code: .keyFilePermissions),
        Case(owner: 0, mode: 0o444, mount: memory, code: .keyFilePermissions),
        // Root's on a read-only mount, as containers are given secrets.
        Case(owner: 0, mode: 0o444, mount: readOnly, code: nil),
        Case(owner: 0, mode: 0o644, mount: readOnly, code: nil),
        Case(owner: 0, mode: 0o666, mount: readOnly, code: .keyFilePermissions),
        Case(owner: 0, mode: 0o464, mount: readOnly, code: .keyFilePermissions),
        // The service manager's directory is closed itself.
        Case(owner: 0, mode: 0o440, mount: credentials, code: nil),
        Case(owner: 1001, mode: 0o440, mount: credentials, code: nil),
        Case(owner: 1001, mode: 0o400, mount: credentials, code: nil),
        Case(owner: 0, mode: 0o446, mount: credentials, code: .keyFilePermissions),
        // Somebody else's: never.
        Case(owner: 1002, mode: 0o600, code: .keyFileOwner),
        Case(owner: 1002, mode: 0o444, mount: readOnly, code: .keyFileOwner),
        Case(owner: 1002, mode: 0o400, mount: credentials, code: .keyFileOwner),
    ])
    func `a secret is one's own and closed, or root's`(file: Case) {
        #expect(file.access.refusal(ofSecret: "key")?.code == file.code)
    }

    @Test(arguments: [
        Case(owner: 1001, mode: 0o644, code: nil), Case(owner: 0, mode: 0o444, code: nil),
        Case(owner: 0, mode: 0o644, mount: readOnly, code: nil),
        Case(owner: 1001, mode: 0o664, code: .fileUntrusted),
        Case(owner: 1001, mode: 0o646, code: .fileUntrusted),
        Case(owner: 0, mode: 0o666, mount: readOnly, code: .fileUntrusted),
        Case(owner: 1002, mode: 0o644, code: .fileUntrusted),
        Case(owner: 1002, mode: 0o444, mount: readOnly, code: .fileUntrusted),
    ])
    func `what says whom to trust is written by its user and root alone`(file: Case) {
        #expect(file.access.refusal(ofTrusted: "file")?.code == file.code)
    }

    @Test(arguments: [
        Case(owner: 1002, mode: 0o755, code: nil), Case(owner: 1001, mode: 0o775, code: nil),
        Case(owner: 1001, mode: 0o777, code: .fileUntrusted),
        Case(owner: 0, mode: 0o1777, code: nil),
        Case(owner: 0, mode: 0o777, mount: readOnly, code: nil),
    ])
    func `a directory where everybody may replace a file is none for it`(place: Case) {
        #expect(place.access.refusal(ofDirectory: "d", of: "d/file")?.code == place.code)
    }

    @Test func `root reads what is root's, and nobody else's`() {
        var access = FileAccess(owner: 0, group: 2000, mode: 0o640, user: 0, groups: [0])
        #expect(access.refusal(ofSecret: "key") == nil)
        access.mode = 0o644
        #expect(access.refusal(ofSecret: "key")?.code == .keyFilePermissions)
        access.owner = 1001
        access.mode = 0o600
        #expect(access.refusal(ofSecret: "key")?.code == .keyFileOwner)
    }

    @Test func `no command is advised that cannot work there`() {
        let own = Case(owner: 1001, mode: 0o644, code: nil)
        #expect(own.access.refusal(ofSecret: "key")?.explanation.contains("chmod 600") == true)
        let others = [
            Case(owner: 0, mode: 0o644, code: nil), Case(owner: 1002, mode: 0o644, code: nil),
            Case(owner: 1001, mode: 0o644, mount: Self.readOnly, code: nil),
            Case(owner: 1001, mode: 0o644, mount: Self.memory, code: nil),
            Case(owner: 1001, mode: 0o666, mount: Self.credentials, code: nil),
        ]
        for file in others {
            let explanation = file.access.refusal(ofSecret: "key")?.explanation
            #expect(explanation?.contains("chmod") == false, "\(file.testDescription)")
        }
    }

    @Test func `who may not read a file is told who may`() {
        var access = FileAccess(owner: 0, group: 2000, mode: 0o440, user: 1001, groups: [1001])
        #expect(access.denial.contains("group 2000, with mode 0440; this process runs as user"))
        access.groups = [2000]
        #expect(!access.denial.contains("not in that group"))
    }

    @Test func `a mount in memory is known by its device`() {
        let table = """
            22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
            31 22 0:26 / /run/secrets ro,nosuid shared:5 - tmpfs tmpfs ro
            32 22 0:27 / /run/credentials/a.service ro - ramfs ramfs rw,mode=700
            """
        #expect(!FileMount.isInMemory(device: 8 << 8 | 1, table))
        #expect(FileMount.isInMemory(device: 26, table))
        #expect(FileMount.isInMemory(device: 27, table))
        #expect(!FileMount.isInMemory(device: 28, table))
        #expect(!FileMount.isInMemory(device: 26, "31 22 0:26 -\n\n- - -"))
    }

    @Test func `a variable alone makes no directory of credentials`() throws {
        let made = NSTemporaryDirectory() + "credentials-\(UUID().uuidString)"
        let files = FileManager.default
        try files.createDirectory(
            atPath: made, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? files.removeItem(atPath: made) }
        let pointer = try #require(realpath(made, nil))
        defer { free(pointer) }
        let directory = String(cString: pointer)
        let user = geteuid()
        #expect(FileMount.isCredentials(directory + "/key", directory, user: user))
        #expect(!FileMount.isCredentials(directory + "-other/key", directory, user: user))
        #expect(!FileMount.isCredentials("/etc/key", directory, user: user))
        #expect(!FileMount.isCredentials(directory + "/key", nil, user: user))
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory)
        #expect(!FileMount.isCredentials(directory + "/key", directory, user: user))
    }
}
