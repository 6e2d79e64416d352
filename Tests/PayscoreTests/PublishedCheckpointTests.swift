import Foundation
import Testing

@testable import payscore

/// Checkpoints that are handed to a witness outside.
struct PublishedCheckpointTests {
    private static func answer(_ status: String, _ header: String = "") -> String {
        "HTTP/1.1 \(status)\r\n\(header)Content-Length: 0\r\nConnection: close\r\n\r\n"
    }

    @Test func `a program gets the note, and the answer says that it took it`() async throws {
        let desk = try await Desk.copy()
        let program = try desk.directory.write(
            "#!/bin/sh\ncat > taken; echo noise\n", to: "witness.sh", mode: 0o700)
        let run = try await desk.payscore("checkpoint", "--publish-command", "./witness.sh")
        #expect(run.status == 0, "\(run.errors)")
        let note = try run.json["note"] as? String
        #expect(try desk.text("taken") == note)
        #expect(try run.json["published"] as? [String] == ["./witness.sh"])

        // The configuration names it beside itself; a person reads whom the note went to.
        try desk.directory.write(
            #"{"checkpoint_publish_command":"witness.sh"}"#, to: "payscore.json")
        try FileManager.default.removeItem(at: desk.url("taken"))
        let shown = try await Program.run(
            ["checkpoint", "--config", desk.path("payscore.json")], in: desk.directory.url)
        #expect(shown.output == note)
        #expect(shown.errors.contains("PUBLISHED  to \(program)"))
        #expect(try desk.text("taken") == note)
    }

    @Test func `a program finds no variables but those that it needs`() async throws {
        let desk = try await Desk.copy()
        try desk.directory.write(
            "#!/bin/sh\ncat > /dev/null; env > seen\n", to: "witness.sh", mode: 0o700)
        let run = try await Program.run(
            ["checkpoint", "--publish-command", "./witness.sh"], in: desk.directory.url,
            environment: ["PAYSCORE_DATABASE": desk.path("payscore.sqlite"), "TZ": "Asia/Shanghai"])
        #expect(run.status == 0, "\(run.errors)")
        let seen = try desk.text("seen")
        #expect(seen.contains("PATH=") && seen.contains("TZ=Asia/Shanghai"))
        #expect(!seen.contains("PAYSCORE"))
    }

    @Test func `an address gets the note as it is, and its path and query are not shown`()
        async throws
    {
        let desk = try await Desk.copy()
        let server = try WitnessServer()
        async let taken = server.next(answering: Self.answer("200 OK"))
        let run = try await desk.payscore("checkpoint", "--publish-url", server.url)
        let request = try await taken
        #expect(run.status == 0, "\(run.errors)")
        #expect(request.hasPrefix("POST /log?token=s3cret HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("content-type: text/plain; charset=utf-8\r\n"))
        #expect(request.hasSuffix("\r\n\r\n\(try run.json["note"] as? String ?? "none")"))
        #expect(try (run.json["published"] as? [String])?.first?.hasSuffix("/…") == true)
        #expect(!(run.output + run.errors).contains("s3cret"))
        #expect(!(run.output + run.errors).contains("/log"))
    }

    @Test func `nothing of the note or the address goes to a server without TLS`() async throws {
        let desk = try await Desk.copy()
        let server = try WitnessServer()
        async let taken = server.next(answering: Self.answer("200 OK"))
        let address = server.url.replacing("http://", with: "https://")
        let run = try await desk.payscore("checkpoint", "--publish-url", address)
        #expect(run.status == 17)
        #expect(run.errors.contains("TLS was not agreed on"), "\(run.errors)")
        let sent = try await taken
        #expect(!sent.contains("s3cret") && !sent.contains("/payscore/"))
    }

    @Test(arguments: ["500 No", "404 No", "302 Found", nil])
    func `a checkpoint that is not published stays sealed, and is published later`(
        _ status: String?
    ) async throws {
        let desk = try await Desk.copy()
        try await desk.observe("A-2")
        let server = try WitnessServer()
        let elsewhere = "Location: http://127.0.0.1:1/\r\n"
        async let taken = server.next(
            answering: status.map { Self.answer($0, elsewhere) })
        let failed = try await desk.payscore(
            "checkpoint", "--publish-url", server.url, "--publish-seconds", "3", "--out", "new")
        _ = try await taken
        #expect(failed.status == 17)
        #expect(failed.errorCode == "checkpoint_not_published")
        #expect(
            failed.errors.contains(
                status.map { "answered \($0.prefix(3))" } ?? "did not end within 3 seconds"))
        #expect(!failed.errors.contains("s3cret"))
        let note = try failed.json["note"] as? String
        #expect(try failed.json["published"] as? [String] == [])
        #expect(try desk.text("new") == note)

        // Nothing was recorded since: the same note goes out, and no twin of it is sealed.
        async let again = server.next(answering: Self.answer("204 No Content"))
        let run = try await desk.payscore("checkpoint", "--publish-url", server.url)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try await again.hasSuffix(note ?? "none"))
        #expect(try run.json["note"] as? String == note)
        let verified = try await desk.payscore("verify")
        #expect(try verified.json["checkpoints"] as? Int == 2)
        #expect(try verified.json["unsealed"] as? Int == 0)
    }

    @Test(arguments: [
        ("exit 3", "ended with status 3"), ("kill -9 $$", "was ended by signal 9"),
        ("sleep 600 & echo $! > child; wait", "did not end within 1 seconds"),
        ("exec ./nothing-there 2>/dev/null", "ended with status 127"),
    ])
    func `a program that fails or never ends is told, and nothing of it is left`(
        _ script: String, _ words: String
    ) async throws {
        let desk = try await Desk.copy()
        try desk.directory.write("#!/bin/sh\n\(script)\n", to: "w", mode: 0o700)
        let run = try await desk.payscore(
            "checkpoint", "--publish-command", "w", "--publish-seconds", "1")
        #expect(run.status == 17)
        #expect(run.errorCode == "checkpoint_not_published")
        #expect(run.errors.contains("w \(words)"), "\(run.errors)")
        #expect(try await desk.payscore("verify").status == 0)
        guard let child = (try? desk.text("child")).flatMap({ pid_t($0.dropLast()) }) else {
            return
        }
        // It was killed as well; a process that nobody has waited for yet is a zombie.
        while kill(child, 0) == 0 {
            let status = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
            if status?.contains(") Z ") != false { break }
            await Task.yield()
        }
    }

    @Test func `one witness that fails keeps no other from the checkpoint`() async throws {
        let desk = try await Desk.copy()
        try desk.directory.write("#!/bin/sh\nexit 1\n", to: "w", mode: 0o700)
        let server = try WitnessServer()
        async let taken = server.next(answering: Self.answer("200 OK"))
        let run = try await desk.payscore(
            "checkpoint", "--publish-command", "w", "--publish-url", server.url)
        #expect(run.status == 17)
        #expect(try await taken.contains("/payscore/"))
        #expect(try (run.json["published"] as? [String])?.count == 1)
    }

    @Test(arguments: [
        ("none", 66, "file_missing"), ("d", 65, "file_not_regular"),
        ("text", 77, "file_not_permitted"), ("open", 77, "file_untrusted"),
    ])
    func `a program that cannot be trusted or run is refused before anything is sealed`(
        _ name: String, _ status: Int32, _ code: String
    ) async throws {
        let desk = try await Desk.copy()
        try await desk.observe("A-2")
        try desk.directory.write("#!/bin/sh\n", to: "open", mode: 0o777)
        let before = try desk.observedEffect()
        let run = try await desk.payscore("checkpoint", "--publish-command", name)
        #expect(run.status == status)
        #expect(run.errorCode == code, "\(run.errors)")
        #expect(try desk.observedEffect() == before)
    }

    @Test func `the doctor tells who gets the checkpoints, and what keeps them from it`()
        async throws
    {
        let desk = try await Desk.copy()
        try desk.directory.write("#!/bin/sh\nexit 1\n", to: "w", mode: 0o700)
        try desk.directory.write(
            #"{"checkpoint_publish_command":"w","checkpoint_publish_url":"https://a/?k=s3cret"}"#,
            to: "payscore.json")
        func line() async throws -> [String: Any]? {
            let run = try await desk.payscore("doctor")
            #expect(!run.output.contains("s3cret"))
            return try run.lines.first { $0["check"] as? String == "witness" }
        }
        let ready = try await line()
        #expect(ready?["verdict"] as? String == "ok")
        #expect((ready?["finding"] as? String)?.hasSuffix("w, https://a/…") == true)
        try FileManager.default.removeItem(at: desk.url("w"))
        #expect(try await line()?["verdict"] as? String == "fail")
    }

    @Test(arguments: [
        "https://witness.example.com", "https://witness.example.com/a/b?c=d",
        "https://[2001:db8::1]:8443/", "http://127.0.0.1:8080/x", "http://127.9.9.9/",
        "http://localhost/", "http://[::1]:1/", "https://10.0.0.1/log",
    ])
    func `these addresses are accepted`(_ text: String) {
        #expect(WitnessAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "witness.example.com", "ftp://a/", "HTTPS://a/", "https://", "https:///x",
        "http://witness.example.com/", "http://192.168.1.1/", "http://127.0.0.1.evil.example/",
        "http://127.0.0.1@evil.example/", "http://evil.example@127.0.0.1/", "http://127.1/",
        "http://127.0.0.256/", "http://0127.0.0.1/", "http://localhost.evil.example/",
        "https://user:secret@a/", "https://a/#b", "https://a\\@b/", "https://a b/",
        "https://а.example/", "https://a:0/", "https://a:65536/", "https://a:/", "https://a:8x/",
        "https://[::1/", "https://[]/", "https://a/\r\nX: y", "https://a/\u{0}", "https://a%2f/",
        "https://a/" + String(repeating: "x", count: 2000),
    ])
    func `these addresses are refused`(_ text: String) async throws {
        #expect(WitnessAddress(text) == nil)
        guard !text.contains("\u{0}") else { return }
        let desk = try TemporaryDirectory()
        let option = try await Program.run(
            ["checkpoint", "--publish-url=\(text)", "--output", "json"], in: desk.url)
        #expect(option.status == 64)
        guard !text.isEmpty else { return }
        let variable = try await Program.run(
            ["checkpoint", "--output", "json"], in: desk.url,
            environment: ["PAYSCORE_CHECKPOINT_PUBLISH_URL": text])
        #expect(variable.errorCode == "configuration_value_invalid")
    }
}
