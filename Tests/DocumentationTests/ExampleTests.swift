import Foundation
import Testing

/// The examples that pages print are the files beside this one, which the compiler has read.
@Suite struct ExampleTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test(arguments: [
        ("README.md", "ReadmeExample.swift"), ("docs/README.zh-CN.md", "ReadmeExample.swift"),
        ("docs/start/embedding.md", "EmbeddingExample.swift"),
    ])
    func `a page prints an example that compiles`(page: String, example: String) throws {
        let text = try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
        let file = Self.root.appending(path: "Tests/DocumentationTests/\(example)")
        let code = try String(contentsOf: file, encoding: .utf8)
        let blocks = Self.swiftBlocks(in: text)
        #expect(!blocks.isEmpty)
        for block in blocks {
            #expect(code.contains(block), "\(page) prints code that \(example) does not have")
        }
    }

    @Test func `a block that was altered is found`() {
        let page = "…\n```swift\nlet a = 1\n```\n…\n```sh\nls\n```\n"
        #expect(Self.swiftBlocks(in: page) == ["let a = 1\n"])
    }

    private static func swiftBlocks(in page: String) -> [String] {
        page.components(separatedBy: "```swift\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }
}
