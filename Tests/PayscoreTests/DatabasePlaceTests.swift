import Foundation
import Testing

/// Databases that are none, or lie where none may.
struct DatabasePlaceTests {
    @Test(arguments: [
        ["orders"], ["history", "A"], ["export", "A"], ["attempts"], ["verify"],
        ["velocity-limit", "status"], ["diagram", "A"], ["can-cancel", "A", "--offline"],
        ["protect", "A", "--reason", "x"], ["unprotect", "A", "--reason", "x"],
        ["velocity-limit", "reset", "--reason", "x"], ["checkpoint"],
        ["note", "A", "--about", "1", "--explains", "--reason", "x"],
        ["resume", "--accept-loss", "--reason", "x"], ["orders", "--database", "none/typo.sqlite"],
    ])
    func `a command that begins no journal says that there is none`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            words + ["--output", "json"], in: directory.url, environment: Program.merchant)
        #expect(run.status == 66)
        #expect(run.errorCode == "journal_missing")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    @Test(arguments: [
        ["reconcile"], ["query", "A"], ["can-cancel", "A"], ["cancel", "A", "--reason", "x"],
        ["complete", "A", "-"], ["modify", "A", "-"],
    ])
    func `a mistyped path becomes no journal when WeChat could be asked`(words: [String])
        async throws
    {
        let shop = try await Shop()
        let run = try await shop.payscore(
            words + ["--database", "typo.sqlite", "--output", "json"],
            input: words.first == "modify" ? Shop.modification(100) : Shop.completion(100))
        #expect(run.status == 66, "\(run.output)\(run.errors)")
        #expect(run.errorCode == "journal_missing")
        let names = try FileManager.default.contentsOfDirectory(atPath: shop.directory.url.path)
        #expect(names.allSatisfy { !$0.hasPrefix("typo") }, "\(names)")
    }

    @Test func `what begins a journal says so, once`() async throws {
        let directory = try TemporaryDirectory()
        let order = #"{"out_order_no":"A","state":"CREATED"}"#
        func run(_ words: String...) async throws -> Program.Run {
            try await Program.run(
                words, in: directory.url, input: order, environment: Program.merchant)
        }
        for words in [["observe", "-"], ["import", "-"], ["init"]] {
            let path = "\(words[0]).sqlite"
            let given = words + ["--database", path, "--output", "json"]
            for isFirst in [true, false] {
                let run = try await Program.run(
                    given, in: directory.url, input: order, environment: Program.merchant)
                #expect(run.status == 0, "\(run.errors)")
                let told = try run.json["new_journal"] as? [String: String]
                #expect(told == (isFirst ? ["path": path, "mchid": "1230000109"] : nil))
            }
        }
        let shown = try await run("init", "--database", "shown.sqlite")
        #expect(
            shown.output == "A new journal was begun at shown.sqlite for mchid 1230000109.\n")
        let again = try await run("init", "--database", "shown.sqlite")
        #expect(again.output.contains("with 1 record; nothing was changed"))
        let nobodys = try await Program.run(
            ["init", "--database", "nobodys.sqlite", "--output", "json"], in: directory.url)
        #expect(nobodys.status == 78)
        #expect(nobodys.errorCode == "journal_not_begun")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        #expect(names.allSatisfy { !$0.hasPrefix("nobodys") })
    }

    @Test func `a failed command that began a journal tells of it too`() async throws {
        let shop = try await Shop()
        let run = try await shop.payscore(
            "create", "-", "--output", "json", input: #"{"out_order_no":"A-1"}"#)
        #expect(run.status == 65)
        #expect(run.errorCode == "request_invalid", "\(run.output)\(run.errors)")
        #expect(run.errors.contains(#"{"new_journal":{"path":"#), "\(run.errors)")
    }

    @Test(.enabled(if: geteuid() == 0, "only root can run as another user"))
    func `a directory that cannot be searched, and a file that cannot be read, are named`()
        async throws
    {
        let directory = try TemporaryDirectory()
        let path = directory.url.path
        _ = try await Program.run(["init"], in: directory.url, environment: Program.merchant)
        func run(_ words: String) async throws -> Program.Run {
            try await Program.shell(
                "cd /; exec setpriv --reuid=65534 --regid=65534 --clear-groups $PAYSCORE "
                    + "--database \(path)/payscore.sqlite --output json \(words)",
                in: directory.url)
        }
        for words in ["orders", "protect A --reason x", "checkpoint", "init"] {
            let closed = try await run(words)
            #expect(closed.status == 77, "\(closed.errors)")
            #expect(closed.errorCode == "journal_not_permitted")
            #expect(closed.errors.contains("may not search the directory \(path);"))
        }
        #expect(chmod(path, 0o755) == 0)
        let unreadable = try await run("orders")
        #expect(unreadable.status == 77, "\(unreadable.errors)")
        #expect(unreadable.errors.contains("may not read the file"))
        #expect(chmod("\(path)/payscore.sqlite", 0o644) == 0)
        #expect(try await run("orders").status == 0)
        #expect(try await run("checkpoint").errorCode == "journal_not_permitted")
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
            input: #"{"out_order_no":"A","state":"CREATED"}"#, environment: Program.merchant)
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
