import Foundation
import Testing

/// Databases that are none, or lie where none may.
struct DatabasePlaceTests {
    @Test(arguments: [
        ["orders"], ["history", "A"], ["export", "A"], ["attempts"], ["verify"],
        ["velocity-limit", "status"], ["diagram", "A"], ["can-cancel", "A", "--offline"],
    ])
    func `inspection makes no journal`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(words + ["--output", "json"], in: directory.url)
        #expect(run.status == 66)
        #expect(run.errorCode == "journal_missing")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    @Test(arguments: ["text", "folder", "loop", "pipe", "/dev/null", "none/x.sqlite"])
    func `what is no journal is refused and left alone`(name: String) async throws {
        let directory = try TemporaryDirectory()
        let place = directory.url.path
        try directory.write("not a database, but long enough to be taken for one", to: "text")
        try FileManager.default.createDirectory(
            atPath: "\(place)/folder", withIntermediateDirectories: true)
        symlink("\(place)/loop", "\(place)/loop")
        mkfifo("\(place)/pipe", 0o600)
        let run = try await Program.run(
            ["observe", "-", "--database", name, "--output", "json"], in: directory.url,
            input: #"{"out_order_no":"A","state":"CREATED"}"#)
        #expect([65, 74, 77].contains(run.status), "\(run.status) \(run.errors)")
        #expect(run.errorCode?.hasPrefix("journal_") == true, "\(run.errors)")
        let text = try String(contentsOfFile: "\(place)/text", encoding: .utf8)
        #expect(text == "not a database, but long enough to be taken for one")
    }

    @Test(arguments: [["verify"], ["orders"], ["velocity-limit", "reset", "--reason", "x"]])
    func `a database of something else is named as such`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        // An empty database as SQLite writes it, with another application's number.
        var page = [UInt8]("SQLite format 3\0".utf8)
        page += [0x10, 0x00, 1, 1, 0, 0x40, 0x20, 0x20] + [UInt8](repeating: 0, count: 4)
        page += [0, 0, 0, 1] + [UInt8](repeating: 0, count: 36)
        page += [0x12, 0x34, 0x56, 0x78] + [UInt8](repeating: 0, count: 28)
        page += [0x0D, 0, 0, 0, 0, 0x10, 0, 0] + [UInt8](repeating: 0, count: 4096 - 108)
        try Data(page).write(to: directory.url.appendingPathComponent("foreign.sqlite"))
        let run = try await Program.run(
            words + ["--database", "foreign.sqlite", "--output", "json"], in: directory.url)
        #expect(run.status == 65)
        #expect(run.errorCode == "journal_foreign", "\(run.errors)")
    }
}
