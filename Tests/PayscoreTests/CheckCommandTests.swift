import Foundation
import Testing

/// `check`, and the program of docs/reference, on the same exports: sound, altered and forged.
struct CheckCommandTests {
    /// A journal's export under a checkpoint, with one record that came after it.
    private struct Scene {
        let shop: Shop
        let export: String
        /// The checkpoint's file, and its keys in both forms.
        let checkpoint: String
        let publicKey: String
        let verifierKey: String
        /// A directory in which nothing of ours lies.
        let elsewhere: TemporaryDirectory

        init() async throws {
            shop = try await Shop()
            elsewhere = try TemporaryDirectory()
            checkpoint = shop.directory.url.path + "/note"
            try await shop.charge("A-1")
            let seal = try await shop.payscore(
                "checkpoint", "--out", checkpoint, "--output", "json"
            ).json
            publicKey = try Unwrap.value(seal["public_key"] as? String, "no key")
            verifierKey = try Unwrap.value(seal["verifier_key"] as? String, "no key")
            _ = try await shop.payscore("protect", "A-1", "--reason", "用户投诉")
            let run = try await shop.payscore("export", "A-1", "--checkpoint", checkpoint)
            export = run.output
        }

        /// Checks a text with the command, away from any journal or configuration.
        func check(_ text: String, _ words: String...) async throws -> Program.Run {
            let file = try elsewhere.write(text, to: "export")
            return try await Program.run(
                ["check", file, "--output", "json"] + words, in: elsewhere.url)
        }

        /// Checks a text with Python.
        func python(_ text: String) async throws -> Program.Run {
            let file = try elsewhere.write(text, to: "export")
            return try await Program.shell(
                "PYTHONDONTWRITEBYTECODE=1 python3 \(exportChecker) \(file)", in: elsewhere.url)
        }

        /// The lines with one of them changed.
        func changing(_ index: Int, _ change: (String) -> String) -> String {
            var lines = export.split(separator: "\n").map(String.init)
            lines[index] = change(lines[index])
            return lines.joined(separator: "\n") + "\n"
        }

        /// The header with the first occurrence of a text replaced.
        func header(_ old: String, _ new: String) -> String {
            changing(0) { $0.replacing(old, with: new, maxReplacements: 1) }
        }

        /// The first record with the first occurrence of a text replaced.
        func first(_ old: String, _ new: String) -> String {
            changing(1) { $0.replacing(old, with: new, maxReplacements: 1) }
        }

        /// The lines in another order, or fewer of them.
        func lines(_ change: (inout [Substring]) -> Void) -> String {
            var lines = export.split(separator: "\n")
            change(&lines)
            return lines.joined(separator: "\n") + "\n"
        }
    }

    /// An export that is not what was written, and what is said of it.
    private struct Forgery {
        let name: String
        let text: String
        let status: Int32
        let problem: String
        /// Whether the program, which checks no signature, lets it pass.
        var pythonPasses = false
    }

    private static func forgeries(_ scene: Scene) throws -> [Forgery] {
        let signature = try #require(scene.export.firstRange(of: /— [^ ]+ [A-Za-z0-9+\/]{20}/))
        var forged = scene.export
        let last = forged.index(before: signature.upperBound)
        forged.replaceSubrange(last...last, with: forged[last] == "A" ? "B" : "A")
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        let unproven = scene.changing(1) {
            $0.replacing(/"inclusion":\[[^\]]*\]/, with: "\"inclusion\":null")
        }
        return [
            Forgery(
                name: "a forged signature", text: forged, status: 15,
                problem: "export_signature_wrong", pythonPasses: true),
            Forgery(
                name: "another key in the header",
                text: scene.header(
                    "\"public_key\":\"\(scene.publicKey)\"", "\"public_key\":\"\(key)\""),
                status: 15, problem: "export_key_misnamed"),
            Forgery(
                name: "a proof less", text: unproven, status: 15, problem: "export_not_proven"),
            Forgery(
                name: "an altered record", text: scene.first("tester", "taster"), status: 15,
                problem: "export_record_altered"),
            Forgery(
                name: "records swapped", text: scene.lines { $0.swapAt(2, 3) }, status: 15,
                problem: "export_record_missing"),
            Forgery(
                name: "a record less", text: scene.lines { $0.remove(at: 2) }, status: 15,
                problem: "export_record_missing"),
            Forgery(
                name: "the last record less", text: scene.lines { $0.removeLast() }, status: 15,
                problem: "export_header_differs"),
        ]
    }

    /// Those that are no exports at all.
    private static func malformed(_ scene: Scene) -> [Forgery] {
        let stripped = scene.changing(1) { $0.replacing(/,"inclusion":\[[^\]]*\]/, with: "") }
        return [
            Forgery(
                name: "a doubled member", text: scene.first("{", "{\"sequence\":1,"), status: 65,
                problem: "export_unreadable"),
            Forgery(
                name: "a doubled member, escaped",
                text: scene.first("{", "{\"\\u0061ctor\":\"someone else\","), status: 65,
                problem: "export_unreadable"),
            Forgery(
                name: "an unknown member", text: scene.first("{", "{\"approved_by\":\"boss\","),
                status: 65, problem: "export_unreadable"),
            Forgery(
                name: "a doubled member of the header", text: scene.header("{", "{\"records\":1,"),
                status: 65, problem: "export_unreadable"),
            Forgery(
                name: "an unknown member of the header",
                text: scene.header("{", "{\"verified\":true,"),
                status: 65, problem: "export_unreadable"),
            Forgery(
                name: "an empty text", text: scene.first(":null", ":\"\""), status: 65,
                problem: "export_unreadable"),
            Forgery(
                name: "a number as a text",
                text: scene.first("\"revision\":1", "\"revision\":\"1\""),
                status: 65, problem: "export_unreadable"),
            Forgery(
                name: "a text as a number",
                text: scene.first("\"actor\":\"tester\"", "\"actor\":7"),
                status: 65, problem: "export_unreadable"),
            Forgery(
                name: "a member less", text: stripped, status: 65, problem: "export_unreadable"),
            Forgery(
                name: "cut in the middle of a line", text: String(scene.export.dropLast(50)),
                status: 65, problem: "export_unreadable"),
            Forgery(name: "empty", text: "", status: 65, problem: "export_unreadable"),
            Forgery(
                name: "another format", text: scene.header("export/1", "export/2"), status: 65,
                problem: "export_unreadable"),
            Forgery(
                name: "the journal as the subject",
                text: scene.header("\"order:A-1\"", "\"journal\""), status: 65,
                problem: "export_unreadable"),
            Forgery(
                name: "a size with a sign",
                text: scene.changing(0) { $0.replacing(/\\n([0-9]+)\\n/) { "\\n+\($0.1)\\n" } },
                status: 65, problem: "export_unreadable"),
            Forgery(
                name: "a size with a zero before it",
                text: scene.changing(0) { $0.replacing(/\\n([0-9]+)\\n/) { "\\n0\($0.1)\\n" } },
                status: 65, problem: "export_unreadable"),
            Forgery(
                name: "a proof in capitals",
                text: scene.changing(1) { line in
                    line.replacing(/"inclusion":\["[0-9a-f]*/) {
                        $0.output.replacing(/[0-9a-f]{64}/) { $0.output.uppercased() }
                    }
                }, status: 65, problem: "export_unreadable"),
        ]
    }

    @Test func `blank lines change nothing, and Python passes over them too`() async throws {
        let scene = try await Scene()
        let text = "\n" + scene.export.replacing("\n", with: "\n \t\r\n\n")
        #expect(try await scene.check(text).status == 0)
        let python = try await scene.python(text)
        #expect(python.status == 0, "\(python.errors)")
    }

    @Test func `Python says what is no export, and fails at none of it`() async throws {
        let scene = try await Scene()
        for text in ["", "\n\n", "{", "[]\n", "{}\n", "\u{FEFF}", "1\n2\n", "\"\\ud800\"\n"] {
            let python = try await scene.python(text)
            #expect(python.status == 1, "\(text)")
            #expect(!python.errors.contains("Traceback"), "\(text): \(python.errors)")
        }
    }

    @Test(arguments: [
        "$PAYSCORE check /dev/zero", "yes '' 2>&- | $PAYSCORE check -",
        "(cat export; yes '' 2>&-) | $PAYSCORE check -",
        "(cat export; yes \"$(tail -n 1 export)\") | $PAYSCORE check -",
    ])
    func `an input that never ends is read to a limit, and that is said`(
        command: String
    ) async throws {
        let scene = try await Scene()
        _ = try scene.elsewhere.write(scene.export, to: "export")
        let run = try await Program.shell("\(command) --output json", in: scene.elsewhere.url)
        if command.contains("tail") {
            #expect(run.status == 15, "\(run.errors)")
            #expect(try run.json["problem"] as? String == "export_record_missing")
        } else {
            #expect(run.status == 65, "\(run.output)")
            let code = command.contains("zero") ? "export_unreadable" : "file_too_large"
            #expect(run.errorCode == code, "\(run.errors)")
        }
    }

    @Test func `a key of small order proves nothing`() async throws {
        let scene = try await Scene()
        var bytes = [UInt8](repeating: 0, count: 32)
        bytes[0] = 1
        let key = Data(bytes).base64EncodedString()
        let run = try await scene.check(scene.export, "--key", key)
        #expect(run.status == 65)
        #expect(run.errorCode == "invalid_key")
    }

    @Test func `what is not as it was written does not hold, and Python says so too`()
        async throws
    {
        let scene = try await Scene()
        for forgery in try Self.forgeries(scene) + Self.malformed(scene) {
            #expect(forgery.text != scene.export, "\(forgery.name)")
            let run = try await scene.check(forgery.text)
            #expect(run.status == forgery.status, "\(forgery.name): \(run.output)\(run.errors)")
            let problem = run.status == 15 ? try run.json["problem"] as? String : run.errorCode
            #expect(problem == forgery.problem, "\(forgery.name)")
            let python = try await scene.python(forgery.text)
            #expect(
                (python.status == 0) == forgery.pythonPasses, "\(forgery.name): \(python.output)")
        }
    }

    @Test func `a sound export holds, and the command says what was not checked`() async throws {
        let scene = try await Scene()
        let always = ["later_records", "export_time"]
        for (words, unchecked) in [
            ([], ["unsealed_records", "key", "publication"] + always),
            (["--key", scene.publicKey], ["unsealed_records", "publication"] + always),
            (["--key", scene.verifierKey], ["unsealed_records", "publication"] + always),
            (["--checkpoint", scene.checkpoint], ["unsealed_records"] + always),
        ] as [([String], [String])] {
            let file = try scene.elsewhere.write(scene.export, to: "export")
            let run = try await Program.run(
                ["check", file, "--output", "json"] + words, in: scene.elsewhere.url)
            #expect(run.status == 0, "\(run.errors)")
            let form = try run.json
            #expect(form["holds"] as? Bool == true)
            #expect(form["not_checked"] as? [String] == unchecked)
            #expect(form["public_key"] as? String == scene.publicKey)
            let records = try #require(form["records"] as? Int)
            #expect(form["sealed"] as? Int == records - 1)
        }
        let text = try await Program.run(["check", "export"], in: scene.elsewhere.url)
        #expect(text.status == 0)
        #expect(text.output.hasPrefix("HOLDS  "))
        #expect(text.output.contains("not checked  the key that signed the checkpoint is only"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scene.elsewhere.url.path)
                == ["export"])
        let python = try await scene.python(scene.export)
        #expect(python.output.hasSuffix("whose signature was not checked\n"), "\(python.errors)")
    }

    @Test func `another journal's export holds only for those who know no key`() async throws {
        let scene = try await Scene()
        let forger = try await Scene()
        #expect(try await scene.check(forger.export).status == 0)
        for (words, problem) in [
            (["--key", scene.publicKey], "export_key_differs"),
            (["--key", scene.verifierKey], "export_key_differs"),
            (["--checkpoint", scene.checkpoint], "export_checkpoint_differs"),
        ] {
            let run = try await scene.check(forger.export, words[0], words[1])
            #expect(run.status == 15)
            #expect(try run.json["problem"] as? String == problem)
            #expect(try run.json["holds"] as? Bool == false)
        }
        let bare = try await Shop()
        _ = try await bare.create("A-1")
        let unsealed = try await bare.payscore("export", "A-1").output
        let held = try await scene.check(unsealed)
        #expect(held.status == 0)
        #expect((try held.json["not_checked"] as? [String])?.first == "seal")
        let compared = try await scene.check(unsealed, "--key", scene.publicKey)
        #expect(compared.status == 15)
        #expect(try compared.json["problem"] as? String == "export_not_sealed")
    }

    @Test func `what cannot be checked has its exit code`() async throws {
        let place = try TemporaryDirectory()
        let note = try place.write("{}\n", to: "note")
        for (words, status, code) in [
            (["check"], 64, "usage"), (["check", "nothing"], 66, "file_missing"),
            (["check", note], 65, "export_unreadable"),
            (["check", note, "--key", "me"], 65, "invalid_key"),
            (["check", note, "--checkpoint", note], 65, "checkpoint_unreadable"),
            (["check", note, "--checkpoint", "nothing"], 66, "file_missing"),
        ] as [([String], Int32, String)] {
            let run = try await Program.run(words + ["--output", "json"], in: place.url)
            #expect(run.status == status, "\(words)")
            #expect(run.errorCode == code, "\(words): \(run.errors)")
        }
    }
}

/// The program of docs/reference with which a stranger checks an export.
private let exportChecker = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/reference/check_export.py").path
