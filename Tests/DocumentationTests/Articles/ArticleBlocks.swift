import Foundation

/// The Swift that pages print, and the files of this folder, which the compiler has read.
enum ArticleBlocks {
    private static let tests = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let root = tests.deletingLastPathComponent().deletingLastPathComponent()

    /// The pages of `docs`, the documentation catalogs, the examples and the root, by their paths.
    static func pages() throws -> [String: String] {
        let folders = try ["docs", "Sources", "Examples"].map {
            try texts(under: root.appending(path: $0), ending: "md") { _ in true }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
        let pages = try names.filter { $0.hasSuffix(".md") }.map {
            ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8))
        }
        return folders.reduce(into: Dictionary(uniqueKeysWithValues: pages)) {
            $0.merge($1) { page, _ in page }
        }
    }

    /// The files in which a page's code must be, by their paths.
    static func compiled() throws -> [String: String] {
        try texts(under: tests, ending: "swift") { _ in true }
    }

    /// The lines of each block of Swift on a page.
    static func blocks(of page: String) -> [[String]] {
        var blocks: [[String]] = []
        var block: [String]?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = block {
                if line == "```" {
                    blocks.append(lines)
                    block = nil
                } else {
                    block = lines + [String(line)]
                }
            } else if line.contains(/^``` ?swift$/) {
                block = []
            }
        }
        return blocks
    }

    /// Whether a file has these lines one after the other, all moved right by the same amount.
    static func holds(_ code: String, _ block: [String]) -> Bool {
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = block.first, !first.isEmpty, lines.count >= block.count else {
            return false
        }
        return (0...lines.count - block.count).contains { start in
            guard lines[start].hasSuffix(first) else { return false }
            let margin = String(lines[start].dropLast(first.count))
            guard margin.allSatisfy({ $0 == " " }) else { return false }
            return block.indices.allSatisfy { offset in
                let line = block[offset]
                return lines[start + offset] == (line.isEmpty ? "" : margin + line)
            }
        }
    }

    private static func texts(
        under folder: URL, ending: String, where isMeant: (String) -> Bool
    ) throws -> [String: String] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var texts: [String: String] = [:]
        for case let file as URL in found ?? .init()
        where file.pathExtension == ending && isMeant(file.path) {
            texts[file.path.replacing(root.path + "/", with: "")] = try String(
                contentsOf: file, encoding: .utf8)
        }
        return texts
    }
}
