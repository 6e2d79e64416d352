/// A `default:` hides the cases that nobody has decided on yet.
enum Exhaustiveness {
    /// Finds every `default:`.
    static func defaults(in file: ProjectFile) -> [Finding] {
        file.codeLines.enumerated().filter { isDefault($0.element) }
            .map { Finding(file, line: $0.offset + 1, "a default over a domain enum") }
    }

    /// Finds each `default:` that follows a case of an enum; one over texts and numbers is right.
    static func defaultsOverEnums(in file: ProjectFile) -> [Finding] {
        file.codeLines.indices.filter { index in
            isDefault(file.codeLines[index])
                && siblings(of: index, in: file).contains(where: namesCase)
        }
        .map { Finding(file, line: $0 + 1, "a default over the cases of an enum") }
    }

    private static func isDefault(_ line: String) -> Bool {
        line.contains(/\bdefault\s*:/)
    }

    /// The case lines of the switch that a default belongs to; the format keeps them in one column.
    private static func siblings(of index: Int, in file: ProjectFile) -> [String] {
        let column = indentation(file.codeLines[index])
        var cases: [String] = []
        for line in file.codeLines[..<index].reversed() where indentation(line) == column {
            let code = line.drop { $0 == " " }
            if code.hasPrefix("case ") {
                cases.append(line)
            } else if code.contains(/\bswitch\b/) {
                break
            }
        }
        return cases
    }

    private static func indentation(_ line: String) -> Int? {
        line.firstIndex { $0 != " " }.map { line.distance(from: line.startIndex, to: $0) }
    }

    /// Whether the pattern of a case line names an enum's case, such as `.paid` or `(.paid, _)`.
    private static func namesCase(_ line: String) -> Bool {
        var depth = 0
        let pattern = line.prefix { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return !(character == ":" && depth == 0)
        }
        return pattern.contains(/(^|[\s(,])\.[a-z]/)
    }
}
