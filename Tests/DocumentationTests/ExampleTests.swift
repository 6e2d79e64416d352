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

    /// Whoever copies the page's code can build it with the packages that the page lists.
    @Test func `the page lists what its code imports, as this package has it`() throws {
        func text(_ path: String) throws -> String {
            try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        }
        let page = try text("docs/start/embedding.md")
        let listed = page.components(separatedBy: "```swift manifest\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }.joined()
        let code = try text("Tests/DocumentationTests/EmbeddingExample.swift")
        let imported = code.matches(of: /(?m)^import (\w+)$/).map { String($0.1) }
        let products = listed.matches(of: /\.product\(name: "(\w+)", package: "([^"]+)"\)/)
        #expect(products.map { String($0.1) } == imported)

        let manifest = try text("Package.swift")
        let packages = listed.split(separator: "\n").filter { $0.hasPrefix(".package(url:") }
        #expect(packages.allSatisfy { manifest.contains($0) })
        let named = Set(
            packages.compactMap { $0.firstMatch(of: /\/([^\/"]+)"/).map { String($0.1) } })
        #expect(Set(products.map { String($0.2) }) == named.union(["payscore-orders"]))
    }

    private static func swiftBlocks(in page: String) -> [String] {
        page.components(separatedBy: "```swift\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }
}
