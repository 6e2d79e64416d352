import Foundation
import Testing

@testable import Sandbox

/// Files of others under names that a sandbox uses.
@Suite("A file that no sandbox made") struct SandboxForeignFileTests {
    private static let names = [
        "sandbox-identity.json", "sandbox-records.jsonl", "payscore.json",
        "merchant_private_key.pem", "merchant_certificate.pem", "api_v3_key.txt",
        "api_v2_key.txt",
        "wechatpay_public_key.pem", "control-token",
    ]
    private static let links = ["link", "dangling link", "hard link", "pipe", "directory"]
    private static let precious = Data("a merchant's real key".utf8)

    @Test(arguments: names, links + ["file"])
    func `stays in a directory that is no sandbox's`(_ name: String, _ kind: String) async throws {
        let directory = try Self.makeDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        try Self.put(kind, directory.appending(path: name))
        let before = try Self.observedEffect(of: directory)
        let error = await #expect(throws: SandboxError.self) {
            try await SandboxServer.start(SandboxSettings(directory: directory))
        }
        if name != "sandbox-identity.json" {
            #expect(error == .directoryTaken(path: directory.path, file: name))
            #expect(try Self.observedEffect(of: directory) == before)
        } else {
            // What has the identity's name is the sandbox's, and is read, not changed.
            let after = try Self.observedEffect(of: directory)
            #expect(after.filter { $0.key != "sandbox.lock" } == before)
        }
    }

    @Test(arguments: names, links)
    func `stays in a sandbox's own directory too, where it leads elsewhere`(
        _ name: String, _ kind: String
    ) async throws {
        try await Scene.run { scene in
            await scene.sandbox.stop()
            let file = scene.directory.appending(path: name)
            let own = try? Data(contentsOf: file)
            try? FileManager.default.removeItem(at: file)
            try Self.put(kind, file)
            let before = try Self.observedEffect(of: scene.directory)
            await #expect(throws: SandboxError.self) { try await scene.restart() }
            #expect(try Self.observedEffect(of: scene.directory) == before)
            try FileManager.default.removeItem(at: file)
            try own?.write(to: file)
            try await scene.restart()
        }
    }

    @Test func `under a draft's old name stays`() async throws {
        try await Scene.run { scene in
            let draft = scene.directory.appending(path: "payscore.json.new")
            try Self.precious.write(to: draft)
            try await scene.restart()
            #expect(try Data(contentsOf: draft) == Self.precious)
            let left = try FileManager.default.contentsOfDirectory(atPath: scene.directory.path)
            #expect(!left.contains { $0.hasPrefix(".sandbox-") })
        }
    }

    @Test func `is not cut off as a torn line`() async throws {
        try await Scene.run { scene in
            await scene.sandbox.stop()
            let file = scene.directory.appending(path: "sandbox-records.jsonl")
            let own = try Data(contentsOf: file)
            try Self.precious.write(to: file)
            await #expect(throws: SandboxError.fileDamaged(path: file.path, line: 1)) {
                try await scene.restart()
            }
            #expect(try Data(contentsOf: file) == Self.precious)
            try own.write(to: file)
            try await scene.restart()
        }
    }

    @Test func `is no lock`() async throws {
        let directory = try Self.makeDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        for kind in Self.links {
            let lock = directory.appending(path: "sandbox.lock")
            try Self.put(kind, lock)
            let before = try Self.observedEffect(of: directory)
            await #expect(throws: SandboxError.self) {
                try await SandboxServer.start(SandboxSettings(directory: directory))
            }
            #expect(try Self.observedEffect(of: directory) == before)
            try FileManager.default.removeItem(at: lock)
        }
    }

    private static func makeDirectory() throws -> URL {
        let directory = URL.temporaryDirectory
            .appending(path: "sandbox-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        return directory
    }

    private static func put(_ kind: String, _ file: URL) throws {
        let other = file.deletingLastPathComponent().appending(path: "other")
        switch kind {
        case "file": try precious.write(to: file)
        case "pipe": mkfifo(file.path, 0o600)
        case "directory":
            try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        case "dangling link": symlink("nowhere", file.path)
        default:
            try precious.write(to: other)
            if kind == "link" { symlink("other", file.path) } else { link(other.path, file.path) }
        }
    }

    /// All that lies in a directory: each name with what it is, and what it holds or leads to.
    private static func observedEffect(of directory: URL) throws -> [String: String] {
        let files = FileManager.default
        var effect: [String: String] = [:]
        for name in try files.contentsOfDirectory(atPath: directory.path) {
            let file = directory.appending(path: name)
            let found = try files.attributesOfItem(atPath: file.path)
            let kind = found[.type] as? FileAttributeType
            var content = ""
            switch kind {
            case .typeRegular: content = try Data(contentsOf: file).base64EncodedString()
            case .typeSymbolicLink:
                content = try files.destinationOfSymbolicLink(atPath: file.path)
            default: break
            }
            let numbers = [FileAttributeKey.systemFileNumber, .referenceCount, .posixPermissions]
            effect[name] =
                "\(numbers.map { "\(found[$0] ?? 0)" }) \(kind?.rawValue ?? "") \(content)"
        }
        return effect
    }
}
