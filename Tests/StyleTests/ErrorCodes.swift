/// The stable codes that a caller can meet, each with its heading in docs/reference.
///
/// By convention they are the cases of public enums of texts whose name ends in one of
/// ``suffixes``. A section of the page names the enum in its title, as in ``## Errors of the
/// journal (`JournalErrorCode`)``; under it a heading is a code in backquotes and nothing else.
struct ErrorCodes {
    /// The endings of the names of enums whose cases are stable codes.
    static let suffixes = ["ErrorCode", "FindingCode", "Denial", "Reason", "Problem"]
    /// The page that lists our own codes.
    static let page = "docs/reference/errors.md"

    /// The codes that nobody is handed as an error, and the page whose table lists them.
    static let tables = [
        "WeChatErrorCode": "docs/reference/wechat-answers.md",
        "IndeterminateReason": "docs/reference/journal-format.md",
    ]

    /// An enum of codes, in order of precedence.
    struct Family: Hashable {
        let name: String
        let codes: [String]
        let path: String
        let line: Int
    }

    /// Returns the enums of codes in a file.
    static func families(in file: ProjectFile) -> [Family] {
        file.lines.enumerated().compactMap { offset, line in
            guard line.contains("enum "),
                let match = line.firstMatch(of: /^( *)public enum (\w+) ?: ?String\b/),
                suffixes.contains(where: { match.2.hasSuffix($0) })
            else { return nil }
            let body = file.lines[(offset + 1)...].prefix { $0 != match.1 + "}" }
            return Family(
                name: String(match.2), codes: body.flatMap(codes), path: file.path, line: offset + 1
            )
        }
    }

    /// The raw values that a case line declares.
    private static func codes(on line: String) -> [String] {
        guard line.contains(/^ *case [a-zA-Z`]/), !line.contains("case .") else { return [] }
        return line.matches(of: /(?:case|,) +`?(\w+)`?(?: = "([^"]*)")?/)
            .map { String($0.2 ?? $0.1) }
    }

    /// The codes that a page has headings for, with their lines.
    static func headings(in page: ProjectFile) -> [(code: String, line: Int)] {
        page.lines.enumerated().compactMap { offset, line in
            line.firstMatch(of: /^#{2,5} `([^`]+)`$/).map { (String($0.1), offset + 1) }
        }
    }

    /// Finds codes that no page explains, and sections whose headings stand in another order than
    /// the cases: both say which code comes first.
    static func undocumented(_ family: Family, in pages: [ProjectFile]) -> [String] {
        let place = "\(family.path):\(family.line): "
        if let table = tables[family.name] {
            let rows = pages.filter { $0.path == table }.flatMap(\.lines)
                .filter { $0.hasPrefix("|") }
            return family.codes.filter { code in !rows.contains { $0.contains("`\(code)`") } }
                .map { "\(place)no row for \($0) in \(table)" }
        }
        let headings = Set(pages.flatMap { Self.headings(in: $0).map(\.code) })
        let missing = family.codes.filter { !headings.contains($0) }
        guard missing.isEmpty else {
            return ["\(place)no heading for \(missing.joined(separator: ", "))"]
        }
        guard let section = pages.lazy.compactMap({ section(of: family.name, in: $0) }).first
        else { return ["\(place)no section (`\(family.name)`)"] }
        return section == family.codes.filter(section.contains)
            ? [] : ["\(place)the section (`\(family.name)`) has another order"]
    }

    /// The codes under the section that names an enum.
    private static func section(of name: String, in page: ProjectFile) -> [String]? {
        guard
            let start = page.lines.firstIndex(where: {
                $0.hasPrefix("## ") && $0.hasSuffix("(`\(name)`)")
            })
        else { return nil }
        let lines = page.lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
        return headings(in: ProjectFile(path: page.path, text: lines.joined(separator: "\n")))
            .map(\.code)
    }

    /// Finds headings of codes that no source has.
    static func obsolete(in page: ProjectFile, sources: [ProjectFile]) -> [Finding] {
        let known = Set(sources.flatMap(families).flatMap(\.codes))
        return headings(in: page).filter { heading in
            !known.contains(heading.code)
                && !sources.contains { $0.text.contains("\"\(heading.code)\"") }
        }
        .map { Finding(page, line: $0.line, "no source has the code \($0.code)") }
    }
}
