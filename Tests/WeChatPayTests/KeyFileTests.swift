import CryptoExtras
import Foundation
import Testing

@testable import WeChatPay

struct KeyFileTests {
    private static func inDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
        let path = NSTemporaryDirectory() + "key-files-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    private static func write(_ text: String, _ path: String, mode: Int) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: path)
    }

    private static func code(
        _ path: String, as secrecy: KeyFile.Secrecy = .secret
    ) -> WeChatPayErrorCode? {
        do throws(WeChatPayError) {
            _ = try KeyFile.read(path, as: secrecy)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a key is read from a file of one's own`() throws {
        try Self.inDirectory { directory in
            try Self.write(
                TestKeys.merchant.pkcs8PEMRepresentation, directory + "/key.pem", mode: 0o600)
            _ = try MerchantPrivateKey(pemFile: directory + "/key.pem")
            try Self.write(TestKeys.apiV3Key + "\n", directory + "/v3", mode: 0o400)
            _ = try APIv3Key(file: directory + "/v3")
            try Self.write(
                TestKeys.weChat.publicKey.pemRepresentation, directory + "/pub", mode: 0o644)
            _ = try WeChatPayKey.publicKey(id: "PUB_KEY_ID_1", pemFile: directory + "/pub")
            try Self.write(
                TestKeys.certificate(serial: [0x0A, 0xBC]), directory + "/crt", mode: 0o644)
            let key = try WeChatPayKey.certificate(pemFile: directory + "/crt")
            #expect(key.id == "0ABC")
        }
    }

    @Test(arguments: [0o644, 0o604, 0o620, 0o601, 0o610, 0o700 | 0o002])
    func `a secret that others may open is refused`(mode: Int) throws {
        try Self.inDirectory { directory in
            try Self.write("secret", directory + "/key", mode: mode)
            #expect(Self.code(directory + "/key") == .keyFilePermissions)
        }
    }

    @Test func `a trusted key that others may change is refused`() throws {
        try Self.inDirectory { directory in
            for mode in [0o646, 0o664, 0o666] {
                try Self.write("key", directory + "/key", mode: mode)
                #expect(Self.code(directory + "/key", as: .trusted) == .fileUntrusted)
            }
            try Self.write("key", directory + "/key", mode: 0o644)
            #expect(Self.code(directory + "/key", as: .trusted) == nil)
            guard geteuid() == 0 else { return }
            try #require(chown(directory + "/key", 65_534, 65_534) == 0)
            #expect(Self.code(directory + "/key", as: .trusted) == .fileUntrusted)
        }
    }

    @Test(arguments: [KeyFile.Secrecy.secret, .trusted])
    func `a key that everybody may replace is refused`(secrecy: KeyFile.Secrecy) throws {
        try Self.inDirectory { directory in
            try Self.write("key", directory + "/key", mode: 0o600)
            for (mode, code) in [(0o777, WeChatPayErrorCode.fileUntrusted), (0o1777, nil)] {
                try #require(chmod(directory, mode_t(mode)) == 0)
                #expect(Self.code(directory + "/key", as: secrecy) == code)
            }
            try FileManager.default.createSymbolicLink(
                atPath: directory + "/link", withDestinationPath: "key")
            #expect(Self.code(directory + "/link", as: secrecy) == nil)
            guard geteuid() == 0 else { return }
            try #require(lchown(directory + "/link", 65_534, 65_534) == 0)
            #expect(Self.code(directory + "/link", as: secrecy) == .fileUntrusted)
        }
    }

    @Test func `what is no file with something in it is told apart`() throws {
        try Self.inDirectory { directory in
            #expect(Self.code(directory + "/none") == .keyFileMissing)
            #expect(Self.code("") == .keyFileMissing)
            #expect(Self.code(directory + "/none\u{0}") == .keyFileMissing)
            #expect(Self.code(directory) == .keyFileNotRegular)
            #expect(Self.code("/dev/null") == .keyFileNotRegular)
            try #require(mkfifo(directory + "/pipe", 0o600) == 0)
            #expect(Self.code(directory + "/pipe") == .keyFileNotRegular)
            try Self.write("", directory + "/empty", mode: 0o600)
            #expect(Self.code(directory + "/empty") == .keyFileEmpty)
            try Self.write(
                String(repeating: "x", count: 70_000), directory + "/large", mode: 0o600)
            #expect(Self.code(directory + "/large") == .keyFileTooLarge)
        }
    }

    @Test func `a symbolic link is followed within its directory only`() throws {
        try Self.inDirectory { directory in
            let files = FileManager.default
            try files.createDirectory(
                atPath: directory + "/in/..data", withIntermediateDirectories: true)
            try Self.write("secret", directory + "/out", mode: 0o600)
            try Self.write("secret", directory + "/in/..data/key", mode: 0o600)
            try files.createSymbolicLink(
                atPath: directory + "/in/good", withDestinationPath: "..data/key")
            try files.createSymbolicLink(
                atPath: directory + "/in/bad", withDestinationPath: "../out")
            try files.createSymbolicLink(
                atPath: directory + "/in/loop", withDestinationPath: "loop")
            #expect(Self.code(directory + "/in/good") == nil)
            #expect(Self.code(directory + "/in/bad") == .keyFileOutside)
            #expect(Self.code(directory + "/in/loop") == .keyFileOutside)
        }
    }

    @Test(arguments: [0o640, 0o440])
    func `a secret that its group may read is refused unless it is root's`(mode: Int) throws {
        try Self.inDirectory { directory in
            try Self.write("secret", directory + "/key", mode: mode)
            #expect(
                Self.code(directory + "/key") == (geteuid() == 0 ? nil : .keyFilePermissions))
            guard geteuid() == 0 else { return }
            try #require(chown(directory + "/key", 65_534, 65_534) == 0)
            #expect(Self.code(directory + "/key") == .keyFileOwner)
        }
    }
}
