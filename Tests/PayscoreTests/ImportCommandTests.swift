import Foundation
import StrictJSON
import Testing

@testable import payscore

/// `import`: taking over orders that exist already.
struct ImportCommandTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func payscore(
        _ arguments: String..., input: String? = nil,
        environment: [String: String] = Program.merchant
    ) async throws -> Program.Run {
        try await Program.run(
            arguments + ["--output", "json"], in: directory.url, input: input,
            environment: environment)
    }

    private func records() async throws -> Int {
        let verified = try await payscore("verify")
        #expect(verified.status == 0, "\(verified.output)")
        return try Unwrap.value(verified.json["records"] as? Int, "no count")
    }

    private static func line(_ number: String, _ state: String = "CREATED") -> String {
        #"{"out_order_no":"\#(number)","state":"\#(state)"}"#
    }

    private static func lines(_ count: Int) -> String {
        (1...count).map { line("A-\($0)") + "\n" }.joined()
    }

    // MARK: Orders

    @Test func `a file of orders is taken over, and a second time adds nothing`() async throws {
        let file = try directory.write(Self.lines(2500), to: "orders.jsonl")
        let first = try await payscore("import", file)
        #expect(first.status == 0)
        #expect(first.errors.isEmpty)
        #expect(try first.json["result"] as? String == "imported")
        #expect(try first.json["lines"] as? Int == 2500)
        #expect(try first.json["adopted"] as? Int == 2500)
        #expect(try first.json["last_sequence"] as? Int == 2501)
        #expect(try await records() == 2501)
        let second = try await payscore("import", file)
        #expect(second.status == 0)
        #expect(try second.json["adopted"] as? Int == 0)
        #expect(try second.json["unchanged"] as? Int == 2500)
        #expect(try second.json["last_sequence"] is NSNull)
        #expect(try await records() == 2501)

        let history = try await payscore("history", "A-2500")
        #expect(try history.lines.map { $0["cause"] as? String } == ["import"])
        #expect(try history.lines.map { $0["actor"] as? String } == ["tester"])
    }

    @Test func `orders go on, are indeterminate, or contradict what is known`() async throws {
        let text = """
            \(Self.line("A"))
            \(Self.line("A", "REVOKED"))
            \(Self.line("B", "FINISHED"))
            \(Self.line("C", "REVOKED"))
            {"out_order_no":"C","state":"DONE","collection":{"state":"USER_PAID"}}
            """
        let run = try await payscore("import", "-", input: text)
        #expect(run.status == 0)
        let counts = [
            "adopted", "advanced", "unchanged", "contradicting", "indeterminate", "bad_lines",
        ]
        #expect(try counts.map { try run.json[$0] as? Int } == [2, 1, 0, 1, 1, 0])
        #expect(
            run.errors.contains(
                #"{"version":1,"alarm":{"attempt":null,"authorization_code":null,"#
                    + #""code":"contradiction","#
                    + #""contradiction":"paid_after_revoked","dated_ahead":null,"#
                    + #""lost_fen":null,"lost_up_to_fen":null,"out_order_no":"C"}}"#))
        #expect(run.errors.contains("paid_after_revoked"))
        let again = try await payscore("import", "-", input: text)
        #expect(try again.json["unchanged"] as? Int == 5)
        #expect(again.errors.isEmpty)
        #expect(try await records() == 6)
    }

    @Test func `an import that is stopped keeps what was committed, and goes on when run again`()
        async throws
    {
        let process = Program.process(
            ["import", "-"], in: directory.url, environment: Program.merchant)
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try pipe.fileHandleForWriting.write(contentsOf: Data(Self.lines(1500).utf8))
        while process.isRunning,
            try await !payscore("orders", "--limit", "1").output.contains("A-1")
        { await Task.yield() }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(try await records() == 1001)
        let rest = try await payscore("import", "-", input: Self.lines(1500))
        #expect(try rest.json["unchanged"] as? Int == 1000)
        #expect(try rest.json["adopted"] as? Int == 500)
        #expect(try await records() == 1501)
    }

    @Test(arguments: ["", "\n\r\n  \n"])
    func `a file without lines imports nothing`(text: String) async throws {
        let file = try directory.write(text, to: "orders.jsonl")
        let run = try await payscore("import", file)
        #expect(run.status == 0)
        #expect(try run.json["lines"] as? Int == 0)
        #expect(try run.json["adopted"] as? Int == 0)
    }

    @Test func `a file that is not there makes no journal`() async throws {
        let run = try await payscore("import", "none.jsonl")
        #expect(run.status == 66)
        #expect(run.errorCode == "file_missing")
        #expect(try await payscore("import", ".").errorCode == "file_not_regular")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    // MARK: Lines

    @Test func `bad lines are named and do not stop the others`() async throws {
        var file = Data("\(Self.line("A"))\r\nnot JSONValue\r\n\r\n".utf8)
        file += Data(#"{"state":"CREATED"}"#.utf8) + Data("\n".utf8)
        file += Data(#"{"out_order_no":"B","mchid":"1","state":"CREATED"}"#.utf8)
        file += Data("\n".utf8) + Data(#"{"out_order_no":"C","x":""#.utf8)
        file += Data([0xFF, 0xC0, 0x80]) + Data("\"}\n".utf8)
        file += Data(#"{"out_order_no":"D","x":""#.utf8) + Data(repeating: 0x61, count: 1_000_000)
        file += Data("\"}\n\(Self.line("E"))".utf8)
        let path = directory.url.path + "/orders.jsonl"
        try file.write(to: URL(fileURLWithPath: path))
        let run = try await payscore(
            "import", path, environment: ["PAYSCORE_MERCHANT_MCHID": "1900000109"])
        #expect(run.status == 65)
        #expect(try run.json["lines"] as? Int == 7)
        #expect(try run.json["bad_lines"] as? Int == 5)
        #expect(try run.json["adopted"] as? Int == 2)
        let named = run.errors.split(separator: "\n")
        let expected = [
            ("json_invalid", "line 2: "), ("order_invalid", "line 4: "),
            ("order_foreign", "line 5: "), ("json_invalid", "line 6: "),
            ("json_invalid", "line 7: "),
        ]
        #expect(named.count == expected.count)
        for (line, (code, place)) in zip(named, expected) {
            #expect(line.contains(#""code":"\#(code)""#) && line.contains(place), "\(line)")
        }
        #expect(try await records() == 3)
    }

    @Test
    func `another merchant's order is a bad line, also where only the journal says whose it is`()
        async throws
    {
        #expect(try await payscore("import", "-", input: Self.line("A")).status == 0)
        let foreign = #"{"out_order_no":"B","mchid":"9999999999","state":"CREATED"}"#
        let run = try await payscore(
            "import", "-", input: "\(foreign)\n\(Self.line("C"))\n", environment: [:])
        #expect(run.status == 65)
        #expect(run.errors.contains(#""code":"order_foreign""#) && run.errors.contains("line 1: "))
        #expect(try run.json["adopted"] as? Int == 1)
    }

    @Test func `so many bad lines are named, and all are counted`() async throws {
        let text = String(repeating: "{}\n", count: 1234)
        let run = try await payscore("import", "-", input: text)
        #expect(run.status == 65)
        #expect(try run.json["bad_lines"] as? Int == 1234)
        #expect(run.errors.split(separator: "\n").count == ImportRun.namedLimit)
        let told = try await Program.run(["import", "-"], in: directory.url, input: text)
        #expect(told.errors.hasSuffix("… and 1,134 bad lines more\n"))
        #expect(told.output.contains("bad lines: 1,234 of 1,234"))
    }

    @Test func `a dry run judges every line and writes nothing`() async throws {
        let text = Self.lines(1001) + "{}\n" + Self.line("B", "FINISHED")
        let run = try await payscore("import", "-", "--dry-run", input: text)
        #expect(run.status == 65)
        #expect(run.errorCode == "order_invalid")
        #expect(try run.json["result"] as? String == "dry_run")
        #expect(try run.json["lines"] as? Int == 1003)
        #expect(try run.json["bad_lines"] as? Int == 1)
        #expect(try run.json["indeterminate"] as? Int == 1)
        #expect(try run.json["adopted"] is NSNull)
        let good = try await Program.run(
            ["import", "-", "--dry-run"], in: directory.url, input: Self.lines(3))
        #expect(good.status == 0)
        #expect(good.output.contains("nothing was written; 3 orders of standard input can be"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    // MARK: Progress

    @Test(arguments: [
        (0, 0, "░░░░░░░░░░░░░░░░░░░░ 0 %  0 of about 0 lines…"),
        (430_000, 43, "▓▓▓▓▓▓▓▓░░░░░░░░░░░░ 43 %  430,000 of about 1,000,000 lines…"),
        (1234, 50, "▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░ 50 %  1,234 of about 2,500 lines…"),
        (1999, 99, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░ 99 %  1,999 of about 2,000 lines…"),
        (5000, 100, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 100 %  5,000 of about 5,000 lines…"),
        (5000, 130, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 100 %  5,000 of about 5,000 lines…"),
    ])
    func `a bar shows how much of the file is read`(
        lines: Int, bytes: Int, expected: String
    ) {
        let progress = ImportProgress(lines: lines, bytesRead: bytes, size: 100)
        #expect(progress.text == "importing " + expected)
    }

    @Test(arguments: [nil, 0])
    func `where nobody knows the size, lines are counted`(size: Int?) {
        let progress = ImportProgress(lines: 12_000, bytesRead: 10, size: size)
        #expect(progress.text == "importing: 12,000 lines…")
    }

    @Test(arguments: [
        (1, "1"), (100, "100"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1234, "-1,234"),
    ])
    func `a number is grouped by thousands`(number: Int, text: String) {
        #expect(number.grouped == text)
    }
}
