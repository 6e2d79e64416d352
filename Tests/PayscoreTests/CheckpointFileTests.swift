import ArgumentParser
import Foundation
import Testing

@testable import payscore

/// Where a checkpoint may be written: nothing that stands there is ever destroyed.
struct CheckpointFileTests {
    /// What stands in the way, and what is told of it.
    struct Obstacle: Sendable, CustomTestStringConvertible {
        let name: String
        var status: Int32 = 65
        var code = "file_not_replaced"
        var says: String
        var prepare: @Sendable (Desk) throws -> Void = { _ in }

        var testDescription: String { "\(name.isEmpty ? "nothing" : name): \(says)" }
    }

    private static let precious = "worth more than a checkpoint\n"

    private static let obstacles: [Obstacle] =
        [
            "payscore.sqlite", "payscore.sqlite-wal", "payscore.sqlite-shm",
            "payscore.sqlite-journal", "payscore.sqlite.lock", "payscore.sqlite.head",
            "payscore.sqlite.head.before-epoch-2", "payscore.sqlite.checkpoint-key",
            "payscore.json", "./payscore.sqlite", "d/../payscore.sqlite-wal",
            "here/payscore.sqlite", "here/payscore.sqlite-journal",
            "here/../desk/payscore.sqlite.checkpoint-key",
        ].map { Obstacle(name: $0, says: "own files") } + [
            Obstacle(name: "", code: "file_name_invalid", says: "no name of a file"),
            Obstacle(name: "new/", code: "file_name_invalid", says: "no name of a file"),
            Obstacle(name: "d/", code: "file_name_invalid", says: "no name of a file"),
            Obstacle(
                name: String(repeating: "n", count: 300), code: "file_name_invalid",
                says: "too long"),
            Obstacle(name: "d", says: "is a directory"),
            Obstacle(name: ".", says: "is a directory"),
            Obstacle(name: "..", says: "is a directory"),
            Obstacle(name: "/dev/null", says: "is a device"),
            Obstacle(name: "/dev/stdout", says: "is a symbolic link"),
            Obstacle(
                name: "none/x", status: 66, code: "directory_missing", says: "No such file"),
            Obstacle(
                name: "text/x", status: 66, code: "directory_missing", says: "Not a directory"),
            Obstacle(name: "text", says: "no checkpoint"),
            Obstacle(name: "empty", says: "is an empty file"),
            Obstacle(name: "pipe", says: "is a FIFO") { mkfifo($0.path("pipe"), 0o600) },
            Obstacle(name: "link", says: "is a symbolic link") {
                symlink("text", $0.path("link"))
            },
            Obstacle(name: "link", says: "is a symbolic link") {
                symlink("nowhere", $0.path("link"))
            },
            Obstacle(name: "link", says: "is a symbolic link") {
                symlink("payscore.sqlite", $0.path("link"))
            },
            Obstacle(name: "link", says: "is a symbolic link") {
                symlink("mine", $0.path("link"))
            },
            Obstacle(name: "hard", says: "has 2 hard links") {
                link($0.path("text"), $0.path("hard"))
            },
            Obstacle(name: "hard", says: "has 2 hard links") {
                link($0.path("mine"), $0.path("hard"))
            },
            Obstacle(name: "hard", says: "own files") {
                link($0.path("payscore.sqlite.head"), $0.path("hard"))
            },
            Obstacle(name: "twice", says: "no checkpoint") {
                let note = try $0.text("mine")
                try $0.directory.write(note + note, to: "twice")
            },
            Obstacle(name: "longer", says: "no checkpoint") {
                try $0.directory.write(try $0.text("mine") + "\n", to: "longer")
            },
            Obstacle(name: "key", status: 65, says: "own files") {
                try $0.directory.write(#"{"checkpoint_key_file":"key"}"#, to: "payscore.json")
            },
            Obstacle(name: "theirs", says: "not keep") {
                try $0.directory.write($0.theirs, to: "theirs")
            },
        ]

    @Test(arguments: obstacles)
    func `what is not this journal's earlier checkpoint is refused, and stays`(
        _ obstacle: Obstacle
    ) async throws {
        let desk = try await Desk.copy()
        try obstacle.prepare(desk)
        let before = try desk.observedEffect()
        let run = try await desk.payscore("checkpoint", "--out", obstacle.name)
        #expect(run.status == obstacle.status, "\(run.errors)")
        #expect(run.errorCode == obstacle.code, "\(run.errors)")
        #expect(run.errors.contains(obstacle.says), "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(try desk.observedEffect() == before)
    }

    @Test func `what may not be written is refused before anything is sealed`() async throws {
        guard geteuid() != 0 else { return }
        let desk = try await Desk.copy()
        #expect(chmod(desk.path("d"), 0o500) == 0 && chmod(desk.path("mine"), 0o400) == 0)
        let before = try desk.observedEffect()
        for name in ["d/new", "mine"] {
            let run = try await desk.payscore("checkpoint", "--out", name)
            #expect(run.status == 77)
            #expect(run.errorCode == "file_not_permitted")
        }
        #expect(try desk.observedEffect() == before)
    }

    @Test func `a new file is made, and its own earlier checkpoint overwritten`() async throws {
        let desk = try await Desk.copy()
        for name in ["new", "mine", "here/mine", "d/../mine", desk.path("mine")] {
            try await desk.observe("B-\(name.count)")
            let run = try await desk.payscore("checkpoint", "--out", name)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try desk.text(name) == run.json["note"] as? String)
            let verified = try await desk.payscore("verify", "--checkpoint", name)
            #expect(verified.status == 0)
        }
        let again = try await desk.payscore("checkpoint", "--out", "mine")
        #expect(try again.json["note"] as? String == desk.text("mine"))
        let names = Set(try desk.observedEffect().keys)
        #expect(
            names == [
                "d", "empty", "here", "mine", "new", "payscore.json", "payscore.sqlite",
                "payscore.sqlite.checkpoint-key", "payscore.sqlite.head", "text",
            ])
    }

    @Test func `a checkpoint is not taken for that of a journal that is not there`()
        async throws
    {
        let desk = try await Desk.copy()
        let before = try desk.observedEffect()
        let run = try await desk.payscore(
            "checkpoint", "--out", "mine", "--database", "none.sqlite")
        #expect(run.errorCode == "file_not_replaced")
        #expect(try desk.observedEffect() == before)
    }

    @Test func `an earlier checkpoint that a journal lost is evidence, and stays`() async throws {
        let desk = try await Desk.copy()
        let names = ["payscore.sqlite", "payscore.sqlite.head"]
        let older = try names.map { try Data(contentsOf: desk.url($0)) }
        try await desk.observe("B-1")
        #expect(try await desk.payscore("checkpoint", "--out", "evidence").status == 0)
        for (name, bytes) in zip(names, older) { try bytes.write(to: desk.url(name)) }
        try await desk.observe("C-1")
        let before = try desk.text("evidence")
        let run = try await desk.payscore("checkpoint", "--out", "evidence")
        #expect(run.errorCode == "file_not_replaced")
        #expect(try desk.text("evidence") == before)
    }

    @Test func `a file that cannot be written after all leaves the checkpoint in the journal`()
        async throws
    {
        // Whom no directory is closed to still cannot make a file in this one.
        guard geteuid() == 0 else { return }
        let desk = try await Desk.copy()
        try await desk.observe("B-1")
        let run = try await desk.payscore("checkpoint", "--out", "/proc/new")
        #expect(run.status == 74)
        #expect(run.errorCode == "file_not_written")
        #expect(run.errors.contains("`payscore checkpoint` prints it"))
        let kept = try await desk.payscore("checkpoint").json
        let last = try await desk.payscore("checkpoint", "--out", "mine").json
        #expect(kept["note"] as? String == last["note"] as? String)
    }

    @Test func `a key is made once, and takes the place of nothing`() async throws {
        let desk = try await Desk.copy()
        try FileManager.default.removeItem(at: desk.url("payscore.sqlite.checkpoint-key"))
        try desk.directory.write(Self.precious, to: "payscore.sqlite.checkpoint-key.new")
        let run = try await desk.payscore("checkpoint")
        #expect(run.status == 0)
        #expect(try desk.text("payscore.sqlite.checkpoint-key.new") == Self.precious)
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

/// A directory with a sealed journal and some files of a person's.
final class Desk: Sendable {
    let directory: TemporaryDirectory
    /// A checkpoint of another journal.
    let theirs: String
    private let outer: TemporaryDirectory

    private init(_ outer: TemporaryDirectory, theirs: String) throws {
        self.outer = outer
        self.theirs = theirs
        directory = try TemporaryDirectory(at: outer.url.appendingPathComponent("desk"))
    }

    static func copy() async throws -> Desk {
        let other = try Desk(try TemporaryDirectory(), theirs: "")
        try await other.observe("O-1")
        let theirs = try await other.payscore("checkpoint").json["note"] as? String
        let desk = try Desk(
            try TemporaryDirectory(), theirs: try Unwrap.value(theirs, "no note"))
        try await desk.observe("A-1")
        let run = try await desk.payscore("checkpoint", "--out", "mine")
        guard run.status == 0 else { throw Unwrap(description: run.errors) }
        try desk.directory.write("worth more than a checkpoint\n", to: "text")
        try desk.directory.write("", to: "empty")
        try desk.directory.write("{}", to: "payscore.json")
        try FileManager.default.createDirectory(
            at: desk.url("d"), withIntermediateDirectories: false)
        symlink(".", desk.path("here"))
        return desk
    }

    func url(_ name: String) -> URL { directory.url.appendingPathComponent(name) }
    func path(_ name: String) -> String { directory.url.path + "/" + name }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: name.hasPrefix("/") ? name : path(name), encoding: .utf8)
    }

    func payscore(_ words: String...) async throws -> Program.Run {
        try await Program.run(words + ["--output", "json"], in: directory.url)
    }

    func observe(_ order: String) async throws {
        let run = try await Program.run(
            ["observe", "-"], in: directory.url,
            input: #"{"out_order_no":"\#(order)","state":"CREATED"}"#,
            environment: Program.merchant)
        guard run.status == 0 else { throw Unwrap(description: run.errors) }
    }

    /// All that lies there: each name with what it is, and what it holds or leads to.
    ///
    /// The lock's file, which names the last owner, is left out.
    func observedEffect() throws -> [String: String] {
        var effect: [String: String] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        for name in names where name != "payscore.sqlite.lock" {
            let found = try FileManager.default.attributesOfItem(atPath: path(name))
            let kind = found[.type] as? FileAttributeType
            var content = ""
            switch kind {
            case .typeRegular: content = try Data(contentsOf: url(name)).base64EncodedString()
            case .typeSymbolicLink:
                content = try FileManager.default.destinationOfSymbolicLink(atPath: path(name))
            default: break
            }
            let numbers = [FileAttributeKey.systemFileNumber, .referenceCount, .posixPermissions]
            effect[name] =
                "\(numbers.map { "\(found[$0] ?? 0)" }) \(kind?.rawValue ?? "") \(content)"
        }
        return effect
    }
}
