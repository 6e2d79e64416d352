import Foundation
import FoundationNetworking
import Testing

/// `demo`, from its first line to what it leaves.
struct DemoCommandTests {
    @Test func `the demonstration plays to its end and leaves nothing behind`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["demo"], in: directory.url, environment: ["TMPDIR": directory.url.path])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("all 13 steps went as expected"))
        // The customer is known by a name alone; what is forged is refused, what is WeChat's taken.
        #expect(run.output.contains("customer cus_"))
        #expect(!run.output.contains("oUpF8uMuAJO"))
        #expect(run.output.contains("401 signature_wrong"))
        #expect(run.output.contains("204 recorded"))
        #expect(!run.output.contains("\u{1B}"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    @Test(arguments: [SIGINT, SIGQUIT])
    func `a demonstration that is stopped leaves nothing behind`(signal: Int32) async throws {
        let directory = try TemporaryDirectory()
        let process = Program.process(
            ["demo"], in: directory.url, environment: ["TMPDIR": directory.url.path])
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        // The first line says that it has begun.
        _ = pipe.fileHandleForReading.availableData
        kill(process.processIdentifier, signal)
        _ = try pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(process.terminationStatus == signal)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    @Test func `a demonstration that serves shows who asked, and lets another person approve`()
        async throws
    {
        let directory = try TemporaryDirectory()
        let process = Program.process(
            ["demo", "--serve", "--output", "json"], in: directory.url,
            environment: ["TMPDIR": directory.url.path])
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        var bytes = Data()
        while bytes.count(where: { $0 == UInt8(ascii: "\n") }) < 2 {
            let part = pipe.fileHandleForReading.availableData
            try #require(!part.isEmpty)
            bytes += part
        }
        let line = try #require(bytes.split(separator: UInt8(ascii: "\n")).last)
        let told = try #require(
            try JSONSerialization.jsonObject(with: Data(line)) as? [String: String])
        let api = try #require(told["api"])
        func send(
            _ method: String, _ path: String, as token: String, _ body: String? = nil
        ) async throws -> (Int, [String: Any]) {
            var request = URLRequest(url: try #require(URL(string: api + path)))
            request.httpMethod = method
            request.setValue(
                "Bearer \(told[token] ?? "")", forHTTPHeaderField: "Authorization")
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = body.map { Data($0.utf8) }
            let (data, response) = try await URLSession.shared.data(for: request)
            let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            return ((response as? HTTPURLResponse)?.statusCode ?? 0, json ?? [:])
        }
        let waiting = try await send("GET", "/v1/approvals", as: "clerk_token").1
        let approvals = try #require(waiting["approvals"] as? [[String: Any]])
        let approval = try #require(approvals.first?["approval"] as? String)
        let path = "/v1/approvals/\(approval)/acknowledge"
        let body = #"{"at_stake_fen":12800}"#
        #expect(try await send("POST", path, as: "clerk_token", body).0 == 403)
        let made = try await send("POST", path, as: "approver_token", body)
        #expect(made.0 == 200, "\(made.1)")
        #expect(made.1["result"] as? String == "made")
        let page = try await URLSession.shared.data(
            from: try #require(URL(string: told["console"] ?? ""))
        ).0
        #expect(String(decoding: page, as: UTF8.self).contains("Sign in"))
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    @Test func `a demonstration that is kept can be looked at`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["demo", "--keep", "kept", "--output", "json"], in: directory.url)
        #expect(run.status == 0)
        #expect(try (run.json["steps"] as? [String])?.count == 13)
        let history = try await Program.run(
            ["history", "DEMO-CHARGED", "--config", "kept/payscore.json"], in: directory.url)
        #expect(history.status == 0)
        let again = try await Program.run(["demo", "--keep", "kept"], in: directory.url)
        #expect(again.status == 65)
    }

    @Test func `a demonstration needs a name under which nothing stands`() async throws {
        let desk = try await Desk.copy()
        symlink("nowhere", desk.path("dangling"))
        mkfifo(desk.path("pipe"), 0o600)
        let before = try desk.observedEffect()
        for name in ["dangling", "text", "d", "here", "pipe", "."] {
            let run = try await desk.payscore("demo", "--keep", name)
            #expect(run.status == 65, "\(name): \(run.errors)")
            #expect(run.errorCode == "directory_exists")
        }
        #expect(
            try await desk.payscore("demo", "--keep", "text/x").errorCode == "directory_not_made")
        #expect(try desk.observedEffect() == before)
    }
}
