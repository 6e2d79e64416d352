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

    @Test(.disabled(if: geteuid() == 0, "root may write everywhere"))
    func `what may not be written is refused before anything is sealed`() async throws {
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

    // Whom no directory is closed to still cannot make a file in this one.
    @Test(.enabled(if: geteuid() == 0, "others are refused before anything is sealed"))
    func `a file that cannot be written after all leaves the checkpoint in the journal`()
        async throws
    {
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
}
