import Foundation
import Testing

@testable import payscore

/// Lines that are read while they come, wherever the parts of the input end.
struct InputLinesTests {
    /// The lines of a text that comes in parts of so many bytes.
    private func lines(
        _ text: String, inPartsOf size: Int, limit: Int = 8
    ) throws -> [String] {
        let bytes = Array(text.utf8)
        var offset = 0
        var lines = InputLines(limit: limit) {
            let part = Array(bytes[offset...].prefix(size))
            offset += part.count
            return part
        }
        var read: [String] = []
        while let line = try lines.next() {
            read.append("\(line.number):\(String(decoding: line.bytes, as: UTF8.self))")
        }
        #expect(lines.bytesRead == bytes.count)
        #expect(try lines.next() == nil)
        return read
    }

    @Test(
        arguments: [
            ("", []), ("\n", []), ("a", ["1:a"]), ("a\n", ["1:a"]), ("a\nb", ["1:a", "2:b"]),
            ("a\r\nb\r\n", ["1:a", "2:b"]), ("\n\r\n \t\na\n\nb\n", ["4:a", "6:b"]),
            ("a\r", ["1:a"]), ("a\rb\r\r\n", ["1:a\rb\r"]), ("订单\n号", ["1:订单", "2:号"]),
            ("12345678\r\n12345678", ["1:12345678", "2:12345678"]),
        ] as [(String, [String])])
    func `lines are the same wherever a part ends`(text: String, expected: [String]) throws {
        for size in 1...(text.utf8.count + 1) {
            #expect(try lines(text, inPartsOf: size) == expected, "parts of \(size)")
        }
    }

    @Test(arguments: [
        "123456789", "12345678\r\r", "12345678\rx", "123456789\r", "123456789 and much more",
        "          {}",
    ])
    func `a line that is too long shows it, is not held, and hides no other`(
        long: String
    ) throws {
        for size in 1...30 {
            let read = try lines("a\n\(long)\nb\n\(long)", inPartsOf: size)
            #expect(read.count == 4)
            #expect([read.first, read.dropFirst(2).first] == ["1:a", "3:b"])
            for line in [read[1], read[3]] { #expect((9...10).contains(line.utf8.count - 2)) }
        }
    }

    @Test(
        arguments: [
            (0x00, 1), (0x20, 1), (0x0A, 0),
        ] as [(UInt8, Int)])
    func `of bytes that never end, no more than the limit is passed over`(
        byte: UInt8, count: Int
    ) throws {
        let part = [UInt8](repeating: byte, count: 1_048_576)
        var given = 0
        var lines = InputLines(limit: 8) {
            given += part.count
            return part
        }
        for _ in 0..<count { #expect(try lines.next()?.bytes.count == 10) }
        // Who does not go on has read no more than the first part.
        #expect(given == count * part.count)
        let failure = try #require(throws: Failure.self) { try lines.next() }
        #expect(failure.code == "file_too_large")
        #expect(given <= InputLines.passedOverLimit + 2 * part.count)
    }

    @Test func `a failure to read is not taken for the end`() throws {
        var lines = InputLines(limit: 8) { () throws(Failure) in
            throw Failure(.inputOutput, "file_unreadable", "told so")
        }
        #expect(throws: Failure.self) { try lines.next() }
    }

    @Test func `a file is read to its end`() throws {
        let directory = try TemporaryDirectory()
        let line = String(repeating: "a", count: 999)
        let path = try directory.write(
            String(repeating: line + "\n", count: 1000), to: "lines")
        let input = try OpenInput(path)
        #expect(input.size == 1_000_000)
        var lines = InputLines(limit: 999) { () throws(Failure) in try input.nextPart() }
        var count = 0
        while let next = try lines.next() {
            count += 1
            #expect(next.bytes.count == 999)
        }
        #expect(count == 1000)
    }
}
