import Foundation
import Testing

@testable import WeChatPay

/// Gzip files that were packed by gzip(1), whole and damaged.
struct GzipFileTests {
    /// A megabyte of zeros.
    private static let packed = (try? pack(Data(count: 1_048_576))) ?? []

    private static func pack(_ content: Data) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("gzip-\(UUID().uuidString)")
        try content.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-c", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let packed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(packed)
    }

    @Test(arguments: [0, 1, 5, 65_536, 300_000])
    func `what was packed is unpacked`(count: Int) throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0) }
        let packed = try Self.pack(Data(content))
        #expect(GzipFile.content(of: packed, limit: count) == content)
        #expect(count == 0 || GzipFile.content(of: packed, limit: count - 1) == nil)
    }

    @Test func `a file that unpacks to more than it says is refused`() throws {
        #expect(GzipFile.content(of: Self.packed, limit: 1_048_576)?.count == 1_048_576)
        var lying = Self.packed
        // It says that it has one byte.
        lying.replaceSubrange((lying.count - 4)..., with: [1, 0, 0, 0])
        #expect(GzipFile.content(of: lying, limit: 1_048_576) == nil)
    }

    @Test func `damage, surplus and other formats are refused`() throws {
        let whole = try Self.pack(Data("bill\n".utf8))
        for index in [0, 1, 2, whole.count - 12, whole.count - 8, whole.count - 1] {
            var damaged = whole
            damaged[index] ^= 0xFF
            #expect(GzipFile.content(of: damaged, limit: 1_000_000) == nil, "\(index)")
        }
        for count in 0..<whole.count {
            #expect(GzipFile.content(of: Array(whole.prefix(count)), limit: 1000) == nil)
        }
        #expect(GzipFile.content(of: whole + [0], limit: 1000) == nil)
        #expect(GzipFile.content(of: whole + whole, limit: 1000) == nil)
    }
}
