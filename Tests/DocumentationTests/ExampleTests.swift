import Foundation
import Testing

/// What the page about embedding lists.
@Suite struct ExampleTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The page's code can be built with the packages that it lists.
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
}
