import Foundation

/// The table of docs/concepts/evidence.md that says who notices what.
struct EvidencePage {
    /// What is said, or was measured, of one attack.
    struct Row: Sendable {
        let name: String
        var notices: [Layer: Notice]

        /// The row as the page has it.
        var line: String {
            "| \(name) | "
                + Layer.allCases.map { notices[$0]?.rawValue ?? "?" }.joined(separator: " | ")
                + " |"
        }
    }

    let rows: [Row]

    private static let heading =
        "| what was done | opening | hashes and replay | kept checkpoints | head file "
        + "| published checkpoint |"

    private static let place = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/concepts/evidence.md")

    /// Reads the page.
    ///
    /// - Throws: ``UnreadablePage`` if it has no such table, or a cell without meaning.
    static func read() throws -> EvidencePage {
        let lines = try String(contentsOf: place, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(of: heading) else {
            throw UnreadablePage(line: heading)
        }
        let table = lines[(start + 1)...].prefix { $0.hasPrefix("|") }.dropFirst()
        return EvidencePage(rows: try table.map(row))
    }

    private static func row(_ line: String) throws -> Row {
        let cells = line.split(separator: "|").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let notices = cells.dropFirst().compactMap { Notice(rawValue: $0) }
        guard let name = cells.first, notices.count == Layer.allCases.count else {
            throw UnreadablePage(line: line)
        }
        return Row(
            name: name,
            notices: Dictionary(uniqueKeysWithValues: zip(Layer.allCases, notices)))
    }

    /// Says where the page and what was measured differ; `nil` if nowhere.
    func difference(from measured: Row) -> String? {
        guard let said = rows.first(where: { $0.name == measured.name }) else {
            return "docs/concepts/evidence.md lacks \(measured.line)"
        }
        let isKept = Layer.allCases.allSatisfy { layer in
            guard let word = said.notices[layer] else { return false }
            return measured.notices[layer]?.keeps(word) == true
        }
        return isKept ? nil : "docs/concepts/evidence.md says \(said.line), not \(measured.line)"
    }

    /// The page with one of its cells turned round.
    func turned(_ layer: Layer, of row: Row) -> EvidencePage {
        var row = row
        row.notices[layer] = row.notices[layer]?.opposite
        return EvidencePage(rows: [row])
    }
}

/// A page that says nothing which could be compared.
struct UnreadablePage: Error {
    let line: String
}
