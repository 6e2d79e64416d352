import Foundation
import Testing

/// `doctor`, with all in order and with WeChat gone.
struct DoctorCommandTests {
    @Test func `the doctor leaves everything as it is, and sees as much next to an owner`()
        async throws
    {
        let directory = try TemporaryDirectory()
        let files = FileManager.default
        func run(_ words: String...) async throws -> Program.Run {
            try await Program.run(
                words + ["--output", "json"], in: directory.url, environment: Program.merchant)
        }
        func checks() async throws -> [String: String] {
            try await run("doctor").lines.reduce(into: [:]) { checks, line in
                let name = line["check"] as? String ?? ""
                checks[name] = line["verdict"] as? String
            }
        }
        let missing = try await run("doctor")
        #expect(missing.output.contains("journal_missing"))
        #expect(try files.contentsOfDirectory(atPath: directory.url.path).isEmpty)

        #expect(try await run("init").status == 0)
        try files.removeItem(atPath: directory.url.path + "/payscore.sqlite.lock")
        let before = try files.contentsOfDirectory(atPath: directory.url.path).sorted()
        let alone = try await checks()
        #expect(try files.contentsOfDirectory(atPath: directory.url.path).sorted() == before)
        for name in ["journal", "owner", "head", "merchant", "attempts", "journal time"] {
            #expect(alone[name] == "ok", "\(name): \(alone)")
        }

        // An import that waits for its input owns the journal meanwhile.
        let pipe = Pipe()
        let owner = Program.process(
            ["import", "-"], in: directory.url, environment: Program.merchant)
        owner.standardInput = pipe
        owner.standardOutput = FileHandle.nullDevice
        try owner.run()
        // It reads the first lines before it opens the journal.
        let line = #"{"out_order_no":"A-1","state":"CREATED"}"# + "\n"
        let lines = Data(String(repeating: line, count: 3).utf8)
        try pipe.fileHandleForWriting.write(contentsOf: lines)
        while try await !run("doctor").output.contains("process \(owner.processIdentifier) since") {
            try #require(owner.isRunning)
        }
        #expect(try await checks() == alone)
        try pipe.fileHandleForWriting.close()
        owner.waitUntilExit()
        #expect(owner.terminationStatus == 0)
    }

    @Test func `eight that write at once all get their turn`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await shop.payscore("can-cancel", "A-1", "--wait", "60").status
                }
            }
            return try await group.reduce(into: [Int32]()) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 0, count: 8))
    }

    @Test func `the doctor finds all in order, and says what to do when the sandbox is gone`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let well = try await shop.payscore("doctor", "--output", "json")
        #expect(well.status == 0, "\(well.output)")
        let names = try well.lines.compactMap { $0["check"] as? String }
        for name in ["configuration", "keys", "wechat", "clock", "sqlite", "journal"] {
            #expect(names.contains(name))
        }
        try await shop.stopSandbox()
        let ill = try await shop.payscore("doctor", "--output", "json")
        #expect(ill.status == 69)
        let line = try ill.lines.first { $0["check"] as? String == "wechat" }
        #expect(line?["advice"] is String)
        let cancel = try await shop.payscore("cancel", "A-1", "--reason", "x", "--output", "json")
        #expect(cancel.status == 69)
        #expect(cancel.errorCode == "provider_unreachable")
    }
}
