import Foundation
import Testing

@testable import payscore

/// Mistakes about a whole file: each is told once, with the way out.
struct WholeInputProblemTests {
    static let line = #"{"out_order_no":"A-1","state":"CREATED"}"#
    static let pretty = "{\n  \"out_order_no\": \"A-1\",\n  \"state\": \"CREATED\"\n}\n"

    @Test(arguments: [
        ("[\(line),\n\(line)]", WholeInputProblem.array), (" \n [1]", .array),
        (pretty, .prettyPrinted),
        ("{ \n\"a\":1}", .prettyPrinted), ("{\"a\":1,\r\n\"b\":2}", .prettyPrinted),
    ])
    func `the first lines show it`(text: String, problem: WholeInputProblem) {
        #expect(WholeInputProblem(ofLines: Array(text.utf8)) == problem)
    }

    @Test(arguments: [
        line, "\(line)\n\(line)\n", "", "\n\n", "{\"a\":1,\n\(line)\n", "torn", "{", "{\n{", "\"",
    ])
    func `a bad line alone is none`(text: String) {
        #expect(WholeInputProblem(ofLines: Array(text.utf8)) == nil)
    }

    @Test(
        arguments: [
            [0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B], [0x7B, 0], [0, 0x7B],
        ] as [[UInt8]])
    func `UTF-16 shows in the first two bytes`(bytes: [UInt8]) {
        #expect(WholeInputProblem(ofText: bytes) == .utf16)
        #expect(WholeInputProblem(ofLines: bytes) == .utf16)
        #expect(WholeInputProblem(ofText: [0x1F, 0x8B, 8]) == .compressed)
        #expect(WholeInputProblem(ofText: Array(Self.line.utf8)) == nil)
        #expect(WholeInputProblem(ofText: [0x7B]) == nil)
    }

    @Test(arguments: [
        (["import"], "array", "file_not_json_lines", "jq -c '.[]'"),
        (["import", "--dry-run"], "pretty", "file_not_json_lines", "jq -c ."),
        (["import"], "utf16", "file_not_utf8", "iconv"),
        (["can-cancel", "--snapshot"], "array", "file_not_json_lines", "jq -c '.[]'"),
        (["can-cancel", "--snapshot"], "utf16", "file_not_utf8", "iconv"),
        (["observe"], "utf16", "file_not_utf8", "iconv"),
        (["create"], "utf16", "file_not_utf8", "iconv"),
        (["create"], "gzip", "file_not_utf8", "gunzip"),
    ])
    func `a command tells it once, with the file's name`(
        words: [String], file: String, code: String, way: String
    ) async throws {
        let directory = try TemporaryDirectory()
        let lines = Array(repeating: Self.line, count: 200).joined(separator: ",\n")
        try directory.write("[\n\(lines)\n]", to: "array")
        try directory.write(Self.pretty + Self.pretty, to: "pretty")
        let utf16 = try #require("[\(lines)]".data(using: .utf16LittleEndian))
        try utf16.write(to: directory.url.appendingPathComponent("utf16"))
        try Data([0x1F, 0x8B, 8, 0]).write(to: directory.url.appendingPathComponent("gzip"))
        let run = try await Program.run(
            words + [file, "--output", "json"], in: directory.url, environment: Program.merchant)
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        #expect(run.errorCode == code)
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.contains("\(file): "))
        #expect(run.errors.contains(way))
    }

    @Test func `one object of several lines is decided on`() async throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.pretty, to: "pretty")
        let run = try await Program.run(["can-cancel", "--snapshot", "pretty"], in: directory.url)
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test func `a pipe that nobody writes to is not waited for without end`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.url.path + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        let failure = #expect(throws: Failure.self) { try OpenInput(path, patience: 40) }
        #expect(failure?.code == "file_without_writer")
        #expect(failure?.message.contains(path) == true)
    }

    @Test func `a pipe is read from its first byte to its last`() async throws {
        let directory = try TemporaryDirectory()
        for delay in ["", "sleep 0.3;"] {
            let run = try await Program.shell(
                "mkfifo p; (\(delay) printf '%s' '\(Self.line)' > p) & "
                    + "$PAYSCORE can-cancel --snapshot p; end=$?; rm p; exit $end",
                in: directory.url)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("A-1"))
        }
    }
}
