/// Help as the parser lays it out, for a reader of Chinese.
///
/// The parser's own headings are English, and it counts characters, of which a Chinese one takes
/// two columns. It is therefore asked for unbroken lines, and they are broken here.
struct ChineseHelp {
    /// How many columns a line may take.
    let width: Int

    /// Where an explanation begins, to the right of what it explains.
    private static let column = 26
    private static let margin = String(repeating: " ", count: column)

    /// Translates a help, or the usage below an error; anything else, such as a completion script,
    /// stays as it is.
    func text(_ message: String) -> String {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        guard lines.first?.hasPrefix("OVERVIEW: ") == true else {
            return lines.map { Self.usage($0) ?? $0 }.joined(separator: "\n")
        }
        let start = lines.firstIndex { $0.hasPrefix("USAGE: ") } ?? lines.endIndex
        let abstract = "概述：" + Self.explanation(String(lines[0].dropFirst("OVERVIEW: ".count)))
        let overview = ([abstract] + lines[1..<start]).flatMap { wrapped($0, to: width) }
        let rest = lines[start...].indices.flatMap { index -> [String] in
            let isFollowedByExplanation =
                lines[(index + 1)...].first?.hasPrefix(Self.margin) == true
            return entry(lines[index], isLabelOnly: isFollowedByExplanation)
        }
        return (overview + rest).joined(separator: "\n")
    }

    /// A line below the overview.
    private func entry(_ line: String, isLabelOnly: Bool) -> [String] {
        if let usage = Self.usage(line) { return [usage] }
        if !line.hasPrefix(" ") { return [Self.heading(line)] }
        if isLabelOnly || line.count <= Self.column { return [line] }
        let explanation = wrapped(
            Self.explanation(String(line.dropFirst(Self.column))),
            to: max(20, width - Self.column))
        return explanation.enumerated().map { index, part in
            (index == 0 ? String(line.prefix(Self.column)) : Self.margin) + part
        }
    }

    /// How a command is written, or where more is said; `nil` for any other line.
    private static func usage(_ line: String) -> String? {
        for heading in ["USAGE: ", "Usage: "] where line.hasPrefix(heading) {
            return "用法：" + placeholders(line.dropFirst(heading.count))
        }
        let see = "  See '"
        for ending in ["' for detailed help.", "' for more information."]
        where line.hasPrefix(see) && line.hasSuffix(ending) {
            return "  详细说明：" + placeholders(line.dropFirst(see.count).dropLast(ending.count))
        }
        return nil
    }

    private static func placeholders(_ words: Substring) -> String {
        String(words).replacing("<subcommand>", with: "<子命令>")
            .replacing("<options>", with: "<选项>")
    }

    private static func heading(_ line: String) -> String {
        guard line.hasSuffix(":") else { return line }
        let name = String(line.dropLast())
        let own = ["ARGUMENTS": "参数", "OPTIONS": "选项", "SUBCOMMANDS": "子命令"]
        return (own[name] ?? name.replacing(" SUBCOMMANDS", with: "")) + "："
    }

    private static func explanation(_ text: String) -> String {
        switch text {
        case "Show the version.": return "显示版本。"
        case "Show help information.": return "显示帮助。"
        case "Show subcommand help information.": return "显示子命令的帮助。"
        default: break
        }
        // What the parser adds stands at the end: (values: a, b; default: a).
        guard text.hasSuffix(")"),
            let start = text.ranges(of: " (").last(where: {
                text[$0.upperBound...].hasPrefix("values: ")
                    || text[$0.upperBound...].hasPrefix("default: ")
            })
        else { return text }
        let added = text[start.upperBound...].dropLast().replacing("; default: ", with: "；默认：")
            .replacing("default: ", with: "默认：").replacing("values: ", with: "可选值：")
            .replacing(", ", with: "、")
        return text[..<start.lowerBound] + "（" + added + "）"
    }
}
