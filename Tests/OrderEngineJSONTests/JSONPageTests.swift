import Foundation
import Testing

/// docs/reference/json.md says of every member that it is there, and where it can be `null`.
@Suite struct JSONPageTests {
    /// A section of the page: its rows by path, and its examples.
    private struct Section {
        var rows: [String: String] = [:]
        var examples: [String] = []
    }

    /// What a golden file shows of a path.
    private struct Seen {
        var isNull = false
        var hasValue = false
    }

    private static let page = Golden.folder.deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/reference/json.md")

    private static func section(_ name: String) throws -> Section {
        let text = try String(contentsOf: page, encoding: .utf8)
        let parts = text.components(separatedBy: "\n## ")
        let part = try #require(
            parts.first { $0.contains("`\(name).jsonl`") }, "no section for \(name)")
        var section = Section()
        for line in part.split(separator: "\n") {
            guard let match = line.firstMatch(of: /^\| `([a-z0-9_.]+)` \| ([^|]*) \|/) else {
                continue
            }
            section.rows[String(match.1)] = String(match.2)
        }
        section.examples = part.components(separatedBy: "```json\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        return section
    }

    private static func object(_ text: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(value as? [String: Any])
    }

    /// Notes every path of an object; what a row links to another place is not gone into.
    private static func note(
        _ object: [String: Any], under prefix: String, rows: [String: String],
        in seen: inout [String: Seen]
    ) {
        for (name, value) in object {
            let path = prefix + name
            if value is NSNull {
                seen[path, default: Seen()].isNull = true
                continue
            }
            seen[path, default: Seen()].hasValue = true
            if rows[path]?.contains("](") == true { continue }
            let inner =
                (value as? [Any])?.compactMap { $0 as? [String: Any] }
                ?? (value as? [String: Any]).map { [$0] } ?? []
            for object in inner { note(object, under: path + ".", rows: rows, in: &seen) }
        }
    }

    @Test(arguments: AnswerJSONTests.names)
    func `the page has every member of a form, and no other`(name: String) throws {
        var rows = try Self.section(name).rows
        // An observation has the order's members beside its own.
        if name == "observation" {
            rows.merge(try Self.section("order").rows) { own, _ in own }
        }
        var seen: [String: Seen] = [:]
        for line in try Golden.lines(name) {
            let object = try Self.object(line).filter { $0.key != "version" }
            Self.note(object, under: "", rows: rows, in: &seen)
        }
        #expect(seen.keys.sorted() == rows.keys.sorted())
        // The orders of observations are not every order.
        for (path, found) in seen where name != "observation" {
            let type = rows[path] ?? ""
            #expect(type.hasSuffix("or `null`") == found.isNull, "\(path) can be null, or cannot")
            #expect(found.hasValue, "\(path) never has a value")
        }
    }

    @Test(arguments: AnswerJSONTests.names)
    func `an example of the page is a line of the golden file`(name: String) throws {
        let examples = try Self.section(name).examples
        let lines = try Golden.lines(name).map { try Self.object($0) as NSDictionary }
        #expect(!examples.isEmpty)
        for example in examples {
            let shown = try Self.object(example) as NSDictionary
            #expect(lines.contains(shown), "\(name) has no such line")
        }
    }
}
