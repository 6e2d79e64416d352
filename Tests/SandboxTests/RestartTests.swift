import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("A restart") struct RestartTests {
    @Test func `forgets nothing that was answered`() async throws {
        try await Scene.run { scene in
            var before: [String] = []
            for state in LegalityState.allCases where state != .none {
                try await state.prepare("N_\(state)", scene.merchant)
                before.append(try await scene.merchant.query("N_\(state)").text)
            }
            try await scene.merchant.control(
                "POST", "faults",
                "{\"operation\":\"cancel\",\"kind\":\"error_500\",\"times\":2}")
            _ = try await scene.merchant.cancel("N_created")
            let log = try await scene.merchant.control("GET", "requests").text
            let keys = [scene.merchant.serial, scene.merchant.apiV3Key, scene.merchant.publicKeyID]
            try await scene.restart()
            #expect(try await scene.merchant.control("GET", "requests").text == log)
            var after: [String] = []
            for state in LegalityState.allCases where state != .none {
                after.append(try await scene.merchant.query("N_\(state)").text)
            }
            #expect(after == before)
            #expect(
                [scene.merchant.serial, scene.merchant.apiV3Key, scene.merchant.publicKeyID]
                    == keys)
            #expect(try await scene.merchant.cancel("N_deducting").status == 500)
            #expect(try await scene.merchant.cancel("N_deducting").code == "PARAM_ERROR")
            #expect(try await scene.merchant.cancel("N_revoked").status == 200)
            #expect(try await scene.merchant.requestLog().last?["sequence"] as? Int != 1)
        }
    }

    @Test func `finds on the disk whatever was answered, though nobody stopped the first run`()
        async throws
    {
        try await Scene.run { scene in
            try await LegalityState.revoked.prepare("A1", scene.merchant)
            try await scene.merchant.control("POST", "faults", Self.anyFault)
            // What the disk holds now is what a killed process leaves behind.
            let copy = scene.directory.appending(path: "copy")
            try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
            for name in ["sandbox-identity.json", "sandbox-records.jsonl"] {
                try FileManager.default.copyItem(
                    at: scene.directory.appending(path: name), to: copy.appending(path: name))
            }
            let clock = scene.clock
            let second = try await SandboxServer.start(
                SandboxSettings(directory: copy, clock: { clock.now }))
            let merchant = try TestMerchant(sandbox: second, clock: clock)
            #expect(try await merchant.shownState("A1")[0] == "REVOKED")
            #expect(try await merchant.requestLog().count == 3)
            #expect(try await merchant.create("A2").status == 500)
            await second.stop()
        }
    }

    private static let anyFault = "{\"operation\":\"create\",\"kind\":\"error_500\"}"

    @Test func `drops a line that was torn and goes on after it`() async throws {
        try await Scene.run { scene in
            _ = try await scene.merchant.create("A1")
            await scene.sandbox.stop()
            let file = scene.directory.appending(path: "sandbox-records.jsonl")
            let handle = try FileHandle(forWritingTo: file)
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{\"order\":{\"creat".utf8))
            try handle.close()
            try await scene.restart()
            #expect(try await scene.merchant.cancel("A1").status == 200)
            try await scene.restart()
            #expect(try await scene.merchant.shownState("A1")[0] == "REVOKED")
        }
    }

    @Test func `refuses a damaged line and names it`() async throws {
        try await Scene.run { scene in
            _ = try await scene.merchant.create("A1")
            await scene.sandbox.stop()
            let file = scene.directory.appending(path: "sandbox-records.jsonl")
            try Data(contentsOf: file).appending("{}\nnonsense\n{}\n").write(to: file)
            await #expect(throws: SandboxError.fileDamaged(path: file.path, line: 3)) {
                try await scene.restart()
            }
        }
    }

    @Test func `brings the address in payscore.json up to date and leaves the rest`() async throws {
        try await Scene.run { scene in
            let file = scene.sandbox.configurationFile
            #expect(file.lastPathComponent == "payscore.json")
            var content = try #require(Self.object(file))
            #expect(Set(content.keys) == ["merchant", "wechat", "database", "customer_key_file"])
            #expect(content["database"] as? String == "payscore.sqlite")
            content["database"] = "elsewhere.sqlite"
            let old = scene.sandbox.baseURL.absoluteString
            try JSONSerialization.data(withJSONObject: content).write(to: file)
            try await scene.restart()
            let new = try #require(Self.object(file))
            #expect(new["database"] as? String == "elsewhere.sqlite")
            let address = (new["wechat"] as? [String: String])?["base_url"]
            #expect(address == scene.sandbox.baseURL.absoluteString)
            #expect(address == "http://127.0.0.1:\(scene.sandbox.port)")
            #expect(address?.hasSuffix("/") == false && old.hasPrefix("http://127.0.0.1:"))
        }
    }

    private static func object(_ file: URL) -> [String: Any]? {
        (try? Data(contentsOf: file)).flatMap {
            try? JSONSerialization.jsonObject(with: $0) as? [String: Any]
        }
    }
}

extension Data {
    fileprivate func appending(_ text: String) -> Data { self + Data(text.utf8) }
}
