import ArgumentParser
import Foundation
import Testing

@testable import payscore

/// The files of the keys that sign checkpoints and seal requests.
struct SecretKeyFileTests {
    @Test func `a key is made once, and takes the place of nothing`() async throws {
        let desk = try await Desk.copy()
        let precious = "worth more than a key\n"
        try FileManager.default.removeItem(at: desk.url("payscore.sqlite.checkpoint-key"))
        try desk.directory.write(precious, to: "payscore.sqlite.checkpoint-key.new")
        let run = try await desk.payscore("checkpoint")
        #expect(run.status == 0)
        #expect(try desk.text("payscore.sqlite.checkpoint-key.new") == precious)
        let key = try desk.text("payscore.sqlite.checkpoint-key")
        #expect(try await desk.payscore("checkpoint").status == 0)
        #expect(try desk.text("payscore.sqlite.checkpoint-key") == key)

        try FileManager.default.removeItem(at: desk.url("payscore.sqlite.checkpoint-key"))
        symlink("nowhere", desk.path("payscore.sqlite.checkpoint-key"))
        let before = try desk.observedEffect()
        #expect(try await desk.payscore("checkpoint").errorCode == "key_file_missing")
        #expect(try desk.observedEffect() == before)
    }

    @Test(arguments: ["request_key_file", "former_request_key_file"])
    func `a key that seals requests signs no checkpoints`(_ name: String) async throws {
        let desk = try await Desk.copy()
        let key = "payscore.sqlite.checkpoint-key"
        try desk.directory.write(#"{"\#(name)":"here/\#(key)"}"#, to: "payscore.json")
        let before = try desk.observedEffect()
        let run = try await desk.payscore("checkpoint")
        #expect(run.status == 78)
        #expect(run.errorCode == "configuration_key_shared")
        #expect(try desk.observedEffect() == before)
        let global = try GlobalOptions.parse(["--database", desk.path("payscore.sqlite")])
        let configuration = try PayscoreConfiguration.load(
            desk.path("payscore.json"), environment: [:])
        #expect {
            try configuration.requestKeys(besides: JournalNames(global, configuration))
        } throws: { error in
            (error as? Failure)?.code == "configuration_key_shared"
        }
    }

    @Test func `a key that seals requests is 32 bytes in a file that is nobody else's`()
        async throws
    {
        let desk = try await Desk.copy()
        let global = try GlobalOptions.parse(["--database", desk.path("payscore.sqlite")])
        let sealing = Data(repeating: 7, count: 32).base64EncodedString()
        let cases: [(text: String, mode: Int, code: String?)] = [
            (sealing + "\n", 0o600, nil), (sealing, 0o644, "key_file_permissions"),
            (String(sealing.dropLast(4)), 0o600, "request_key_invalid"),
            ("AAAA" + sealing, 0o600, "request_key_invalid"), ("", 0o600, "key_file_empty"),
        ]
        for (text, mode, code) in cases {
            try desk.directory.write(text, to: "sealing", mode: mode)
            try desk.directory.write(#"{"request_key_file":"sealing"}"#, to: "payscore.json")
            let configuration = try PayscoreConfiguration.load(
                desk.path("payscore.json"), environment: [:])
            do throws(Failure) {
                _ = try configuration.requestKeys(besides: JournalNames(global, configuration))
                #expect(code == nil)
            } catch {
                #expect(error.code == code)
            }
        }
    }

    @Test(arguments: ["payscore.sqlite", "payscore.sqlite-journal", "./payscore.sqlite.lock"])
    func `a key has a file of its own`(_ name: String) async throws {
        let desk = try await Desk.copy()
        try desk.directory.write(#"{"checkpoint_key_file":"\#(name)"}"#, to: "payscore.json")
        let before = try desk.observedEffect()
        let run = try await desk.payscore("checkpoint")
        #expect(run.status == 78)
        #expect(run.errorCode == "checkpoint_key_invalid")
        #expect(try desk.observedEffect() == before)
    }
}
