import Foundation

/// The links between pages.
enum Links {
    /// A relative link on a page.
    struct Link: Hashable {
        /// The path from the package's root; the page's own for a link within the page.
        let path: String
        /// The heading that is linked to, if any.
        let anchor: String?
        /// The line, from 1.
        let line: Int
    }

    /// Returns the relative links of a page.
    static func relative(in page: ProjectFile) -> [Link] {
        prose(of: page).enumerated().flatMap { offset, line in
            line.matches(of: /\]\(([^()\s]+)\)/).map { String($0.1) }
                .filter { !$0.contains(/^[a-z]+:/) }
                .map { link(to: $0, on: page, line: offset + 1) }
        }
    }

    private static func link(to target: String, on page: ProjectFile, line: Int) -> Link {
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        var steps = page.path.split(separator: "/").map(String.init)
        if let path = parts.first, !path.isEmpty {
            steps.removeLast()
            for step in path.split(separator: "/") where step != "." {
                if step == "..", !steps.isEmpty {
                    steps.removeLast()
                } else {
                    steps.append(String(step))
                }
            }
        }
        return Link(
            path: steps.joined(separator: "/").removingPercentEncoding ?? target,
            anchor: parts.count > 1 ? parts[1] : nil, line: line)
    }

    /// Finds links to files that do not exist, and to headings that a page does not have.
    static func broken(
        in page: ProjectFile, pages: [ProjectFile], exists: (String) -> Bool
    ) -> [Finding] {
        relative(in: page).compactMap { link in
            guard exists(link.path) else {
                return Finding(page, line: link.line, "no file \(link.path)")
            }
            guard let anchor = link.anchor?.removingPercentEncoding,
                let target = pages.first(where: { $0.path == link.path }),
                !anchors(of: target).contains(anchor)
            else { return nil }
            return Finding(page, line: link.line, "no heading #\(anchor) in \(link.path)")
        }
    }

    /// The anchors of a page's headings, as GitHub makes them.
    static func anchors(of page: ProjectFile) -> Set<String> {
        var seen: [String: Int] = [:]
        var anchors: Set<String> = []
        for line in prose(of: page, keepingCode: true) where line.contains(#/^#{1,6} /#) {
            let heading = line.drop { $0 == "#" }.dropFirst()
            let text = heading.lowercased().filter {
                $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == " "
            }
            let anchor = text.replacing(" ", with: "-")
            let count = seen[anchor, default: 0]
            seen[anchor] = count + 1
            anchors.insert(count == 0 ? anchor : "\(anchor)-\(count)")
        }
        return anchors
    }

    /// The lines of a page, with its blocks of code emptied, and its code within lines as well.
    private static func prose(of page: ProjectFile, keepingCode: Bool = false) -> [String] {
        var isInBlock = false
        return page.lines.map { line in
            if line.contains(/^ *(```|~~~)/) {
                isInBlock.toggle()
                return ""
            }
            if isInBlock { return "" }
            return keepingCode ? line : line.replacing(/`[^`]*`/, with: "")
        }
    }
}
