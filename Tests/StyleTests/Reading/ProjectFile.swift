import Foundation

/// A text file of the package, as the checks see it.
struct ProjectFile: Sendable {
    /// The path from the package's root, with slashes.
    let path: String
    /// The whole text.
    let text: String
    /// The lines, without their ends.
    let lines: [String]
    /// The lines of a Swift file with comments and the contents of strings blanked out, so that
    /// only code is left in its place; the lines themselves for any other file.
    let codeLines: [String]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = Self.lines(of: text)
        codeLines = path.hasSuffix(".swift") ? Self.lines(of: SwiftCode.only(in: text)) : lines
    }

    /// Whether the file is Swift.
    var isSwift: Bool { path.hasSuffix(".swift") }

    /// The target whose folder in `Sources` holds the file, if one does.
    var sourceTarget: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    /// The name of the file without folder and ending.
    var name: String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.split(separator: ".").first.map(String.init) ?? last
    }

    private static func lines(of text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
}

extension Collection<Finding> {
    /// All findings, one a line.
    var report: String { "\n" + map(\.description).joined(separator: "\n") }
}

extension ProjectFile {
    /// Finds lines that hold a text, in code only or anywhere.
    func findings(
        of text: String, anywhere: Bool = false, _ problem: String
    ) -> [Finding] {
        (anywhere ? lines : codeLines).enumerated().filter { $0.element.contains(text) }
            .map { Finding(self, line: $0.offset + 1, problem) }
    }
}
