import Foundation

@testable import Sandbox

/// A sandbox in a directory of its own, a merchant who talks to it, and a clock to move.
struct Scene {
    let directory: URL
    let clock = TestClock()
    let pauses = Pauses()
    var sandbox: RunningSandbox
    var merchant: TestMerchant

    /// Runs `body` on a fresh sandbox and removes everything afterwards.
    static func run(
        _ adjust: (inout SandboxSettings) -> Void = { _ in },
        _ body: (inout Scene) async throws -> Void
    ) async throws {
        let directory = URL.temporaryDirectory
            .appending(path: "sandbox-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        // Three RSA keys take a second; one set serves all tests.
        try await SharedIdentity.content.value
            .write(to: directory.appending(path: "sandbox-identity.json"))
        var scene = try await Scene(directory: directory, adjust: adjust)
        do {
            try await body(&scene)
        } catch {
            await scene.sandbox.stop()
            throw error
        }
        await scene.sandbox.stop()
    }

    private init(directory: URL, adjust: (inout SandboxSettings) -> Void) async throws {
        self.directory = directory
        var settings = Self.settings(directory, clock, pauses)
        adjust(&settings)
        sandbox = try await SandboxServer.start(settings)
        merchant = try TestMerchant(sandbox: sandbox, clock: clock)
    }

    /// Stops the sandbox and starts another one in the same directory.
    mutating func restart(_ adjust: (inout SandboxSettings) -> Void = { _ in }) async throws {
        await sandbox.stop()
        var settings = Self.settings(directory, clock, pauses)
        adjust(&settings)
        sandbox = try await SandboxServer.start(settings)
        merchant = try TestMerchant(sandbox: sandbox, clock: clock)
    }

    private static func settings(
        _ directory: URL, _ clock: TestClock, _ pauses: Pauses
    ) -> SandboxSettings {
        SandboxSettings(
            directory: directory, clock: { clock.now }, pause: { pauses.record($0) })
    }
}

/// The identity that all tests share; a first start makes it.
private enum SharedIdentity {
    static let content = Task {
        let directory = URL.temporaryDirectory
            .appending(path: "sandbox-identity-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: directory) }
        let sandbox = try await SandboxServer.start(SandboxSettings(directory: directory))
        await sandbox.stop()
        return try Data(contentsOf: directory.appending(path: "sandbox-identity.json"))
    }
}
