import Foundation
import Testing

@testable import Sandbox

@Suite("A sandbox's directory") struct SandboxDirectoryTests {
    @Test func `holds identifiers of the right form and private files for the owner only`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            #expect(merchant.appID.wholeMatch(of: /wx[0-9a-f]{16}/) != nil)
            #expect(merchant.serviceID.wholeMatch(of: /[0-9]{32}/) != nil)
            #expect(merchant.serial.wholeMatch(of: /[0-9A-F]{40}/) != nil)
            #expect(merchant.publicKeyID.wholeMatch(of: /PUB_KEY_ID_[0-9]+/) != nil)
            #expect(merchant.merchantID.wholeMatch(of: /[0-9]{10}/) != nil)
            #expect(merchant.apiV3Key.utf8.count == 32)
            for name in [
                "merchant_private_key.pem", "api_v3_key.txt", "api_v2_key.txt",
                "sandbox-records.jsonl",
            ] {
                let path = scene.directory.appending(path: name).path
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
                #expect(mode as? Int == 0o600, "\(name)")
            }
            let key = scene.directory.appending(path: "merchant_private_key.pem")
            let pem = try String(contentsOf: key, encoding: .utf8)
            #expect(pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        }
    }

    @Test func `is used by one sandbox at a time`() async throws {
        try await Scene.run { scene in
            await #expect(throws: SandboxError.directoryInUse(path: scene.directory.path)) {
                try await SandboxServer.start(SandboxSettings(directory: scene.directory))
            }
        }
    }

    @Test func `is free again though a child has a copy of the lock's descriptor`() async throws {
        try await Scene.run { scene in
            let directory = scene.directory.resolvingSymlinksInPath()
            let file = directory.appending(path: "sandbox.lock").path
            let files = FileManager.default
            let held = try files.contentsOfDirectory(atPath: "/proc/self/fd").first {
                (try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == file
            }
            // As a process has it that is just being started.
            let copy = dup(try #require(held.flatMap { Int32($0) }))
            defer { close(copy) }
            #expect(throws: SandboxError.self) { try DirectoryLock(directory: directory) }
            try await scene.restart()
        }
    }

    @Test func `is left alone if it holds a merchant's own files`() async throws {
        let directory = URL.temporaryDirectory
            .appending(path: "sandbox-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data("{}".utf8).write(to: directory.appending(path: "payscore.json"))
        await #expect(
            throws: SandboxError.directoryTaken(path: directory.path, file: "payscore.json")
        ) {
            try await SandboxServer.start(SandboxSettings(directory: directory))
        }
    }

    @Test func `is not needed to see that an address cannot be used`() async throws {
        try await Scene.run { scene in
            let directory = scene.directory.appending(path: "another")
            await #expect(throws: SandboxError.hostNotLoopback(host: "0.0.0.0")) {
                try await SandboxServer.start(
                    SandboxSettings(directory: directory, host: "0.0.0.0"))
            }
            await #expect(throws: SandboxError.portOutOfRange(port: 65536)) {
                try await SandboxServer.start(SandboxSettings(directory: directory, port: 65536))
            }
            let port = scene.sandbox.port
            let error = await #expect(throws: SandboxError.self) {
                try await SandboxServer.start(SandboxSettings(directory: directory, port: port))
            }
            #expect(error?.code == "address_unavailable")
        }
    }

    @Test func `a cancelled run stops the sandbox`() async throws {
        try await Scene.run { scene in
            let sandbox = scene.sandbox
            let run = Task { try await sandbox.run() }
            run.cancel()
            try await run.value
            await #expect(throws: (any Error).self) {
                try await exchangeRaw(port: sandbox.port, "")
            }
            try await scene.restart()
            #expect(try await scene.merchant.create("A1").status == 200)
        }
    }
}
