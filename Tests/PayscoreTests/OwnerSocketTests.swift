import Foundation
import Testing

/// The socket beside the journal's lock: who may connect, and what may lie in its place.
@Suite struct OwnerSocketTests {
    private static let nobody: UInt32 = 65_534

    @Test func `the socket is its owner's alone, and gone with its owner`() async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        let service = try ServiceProcess(in: shop)
        let socket = shop.database + ".socket"
        let found = try FileManager.default.attributesOfItem(atPath: socket)
        #expect(found[.posixPermissions] as? Int == 0o600)
        #expect(found[.type] as? FileAttributeType == .typeSocket)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: shop.directory.url.path + "/sandbox")
        #expect(!names.contains { $0.hasPrefix(".payscore-") })
        #expect(service.line.contains("payscore.sqlite.socket"))
        #expect(try service.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test(arguments: ["file", "link", "directory", "pipe"])
    func `what else lies in its place is left, and told`(_ kind: String) async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        let socket = shop.database + ".socket"
        let other = try shop.directory.write("worth something\n", to: "other")
        switch kind {
        case "file": try Data("worth something\n".utf8).write(to: URL(fileURLWithPath: socket))
        case "link": #expect(symlink(other, socket) == 0)
        case "directory": #expect(mkdir(socket, 0o700) == 0)
        default: #expect(mkfifo(socket, 0o600) == 0)
        }
        let before = try FileManager.default.attributesOfItem(atPath: socket)
        let run = try await shop.payscore(
            "serve", "--listen", "127.0.0.1:0", "--output", "json")
        #expect(run.status == 74)
        #expect(run.errorCode == "socket_unusable")
        let after = try FileManager.default.attributesOfItem(atPath: socket)
        #expect(
            before[.systemFileNumber] as? UInt64 == after[.systemFileNumber] as? UInt64)
        #expect(try String(contentsOfFile: other, encoding: .utf8) == "worth something\n")
        // It hinders no command.
        #expect(try await shop.payscore("velocity-limit", "reset", "--reason", "x").status == 0)
    }

    @Test func `a path that no socket may have is refused by its length`() async throws {
        let shop = try await Shop()
        let name = String(repeating: "d", count: 100)
        try FileManager.default.createDirectory(
            at: shop.directory.url.appendingPathComponent(name), withIntermediateDirectories: false)
        let place = ["--database", "\(name)/payscore.sqlite"]
        for words in [["init"], ["token", "new", "--name", "shop", "--role", "service"]] {
            #expect(try await shop.payscore(words + place).status == 0)
        }
        let run = try await shop.payscore(
            ["serve", "--listen", "127.0.0.1:0", "--output", "json"] + place)
        #expect(run.errorCode == "socket_unusable")
        #expect(run.errors.contains("--no-socket"))
    }

    @Test(
        .enabled(if: geteuid() == 0, "only root can run as another user"),
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
    func `another user cannot connect, and only reads where the rights were widened`()
        async throws
    {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        let service = try ServiceProcess(in: shop)
        let socket = shop.database + ".socket"
        for place in [shop.directory.url.path, shop.directory.url.path + "/sandbox"] {
            #expect(chmod(place, 0o755) == 0)
        }
        func ask(_ path: String, _ body: String? = nil, as user: UInt32) async throws -> String {
            var words = [
                "--reuid", "\(user)", "--clear-groups", "curl", "-s", "--unix-socket", socket,
                "-w", " %{http_code}", "http://payscore\(path)",
            ]
            if let body { words += ["-H", "Content-Type: application/json", "-d", body] }
            let run = try await Program.run(
                HandoverTests.process("/usr/bin/setpriv", words, in: shop), input: nil)
            return String(run.output.split(separator: " ").last ?? "")
        }
        #expect(try await ask("/v1/orders", as: Self.nobody) == "000")
        #expect(try await ask("/v1/orders", as: 0) == "200")
        #expect(try await ask("/v1/orders/A-1/protect", #"{"reason":"x"}"#, as: 0) == "200")

        #expect(chmod(socket, 0o666) == 0)
        #expect(try await ask("/v1/orders/A-1", as: Self.nobody) == "200")
        for (path, body) in [
            ("/v1/orders/A-1/protect", #"{"reason":"x"}"#),
            ("/v1/orders/A-1/calls", #"{"call":"collect"}"#), ("/v1/limit/reset", "{}"),
            ("/v1/commands", "{}"), ("/v1/commands/1", "{}"),
        ] {
            #expect(try await ask(path, body, as: Self.nobody) == "403", "\(path)")
        }
        #expect(try service.stop() == 0)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
    func `another version's command is not run, nor one that is none of those`() async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        let version = try await shop.payscore("--version").output.split(separator: "\n").first ?? ""
        let service = try ServiceProcess(in: shop)
        func hand(_ words: String, of version: String) async throws -> String {
            let body = """
                {"version":"\(version)","words":[\(words)],"files":{},"language":"en",\
                "shownZone":"GMT","givenZone":"GMT","isInteractive":false,\
                "isColoured":[false,false]}
                """
            let run = try await Program.run(
                HandoverTests.process(
                    "/usr/bin/curl",
                    [
                        "-s", "--unix-socket", shop.database + ".socket",
                        "http://payscore/v1/commands", "-H", "Content-Type: application/json",
                        "-d", body,
                    ], in: shop), input: nil)
            return run.output
        }
        let protect = #""protect","A-1","--reason","x""#
        #expect(try await hand(protect, of: "0.0.0") == "{\"notRun\":{}}\n")
        for words in [
            #""sweep""#, #""token","list""#, #""checkpoint","--out","x""#, #""help""#, "",
        ] {
            #expect(try await hand(words, of: "\(version)") == "{\"notRun\":{}}\n", "\(words)")
        }
        #expect(try await hand(protect, of: "\(version)").contains("PROTECTED"))
        // A file that was not handed over is not read.
        let create = #""create","sandbox/payscore.json""#
        #expect(try await hand(create, of: "\(version)").contains("file_unreadable"))
        #expect(try service.stop() == 0)
    }

    @Test(
        .enabled(if: geteuid() == 0, "only root can run as another user"),
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
    func `a user has the roles that the configuration gives`() async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        try shop.set("socket", to: ["operator": "nobody", "clerk": "65533, 65534"])
        let service = try ServiceProcess(in: shop)
        let socket = shop.database + ".socket"
        for place in [shop.directory.url.path, shop.directory.url.path + "/sandbox"] {
            #expect(chmod(place, 0o755) == 0)
        }
        #expect(chmod(socket, 0o666) == 0)
        let words = [
            "--reuid", "\(Self.nobody)", "--clear-groups", "curl", "-s", "--unix-socket", socket,
            "http://payscore/v1/orders/A-1/protect", "-H", "Content-Type: application/json", "-d",
            #"{"reason":"x"}"#,
        ]
        let run = try await Program.run(
            HandoverTests.process("/usr/bin/setpriv", words, in: shop), input: nil)
        #expect(run.output.contains(#""protected":true"#), "\(run.output)")
        let history = try await shop.payscore("history", "A-1", "--output", "json")
        // The service's own sweep may have looked at the order since.
        let last = try Unwrap.value(
            try history.lines.last { $0["event"] as? String == "protected" }, "no record")
        #expect(last["actor"] as? String == "nobody")
        #expect(last["identified_by"] as? String == "verified:peer_credentials")
        #expect(try service.stop() == 0)
    }

    @Test(
        .enabled(if: geteuid() == 0, "only root can run as another user"),
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
    func `nothing is handed to a process of another user that poses as the owner`() async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        // The owner has no socket, and somebody made one in its place.
        let service = try ServiceProcess(in: shop, ["--no-socket"])
        #expect(chmod(shop.directory.url.path, 0o755) == 0)
        #expect(chmod(shop.directory.url.path + "/sandbox", 0o1777) == 0)
        let program = """
            import socket
            s = socket.socket(socket.AF_UNIX)
            s.bind('\(shop.database).socket')
            s.listen(1)
            print('ready', flush=True)
            c, _ = s.accept()
            print(len(c.recv(100)), flush=True)
            """
        let prepared = HandoverTests.process(
            "/usr/bin/setpriv",
            ["--reuid", "\(Self.nobody)", "--clear-groups", "/usr/bin/python3", "-c", program],
            in: shop)
        let pipe = Pipe()
        let number = try Program.child(
            of: prepared,
            descriptors: [
                FileHandle.nullDevice, pipe.fileHandleForWriting, .nullDevice,
            ].map(\.fileDescriptor)
        ).start()
        try pipe.fileHandleForWriting.close()
        #expect(pipe.fileHandleForReading.availableData == Data("ready\n".utf8))
        let run = try await shop.payscore(
            "protect", "A-1", "--reason", "x", "--wait", "0", "--output", "json")
        #expect(run.status == 77)
        #expect(run.errorCode == "owner_untrusted")
        #expect(pipe.fileHandleForReading.availableData == Data("0\n".utf8))
        _ = try Child.wait(for: number)
        #expect(try service.stop() == 0)
    }
}
