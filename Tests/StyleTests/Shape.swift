/// How large files, functions and lines may be, and how files are named.
enum Shape {
    /// The most lines a file may have.
    static let fileLimit = 400
    /// The most lines a function may have, from its name to its closing brace.
    static let functionLimit = 70
    /// The most characters a line may have.
    static let columnLimit = 100

    /// Finds a file that has grown beyond one subject.
    static func longFile(_ file: ProjectFile) -> [Finding] {
        let count = file.lines.last?.isEmpty == true ? file.lines.count - 1 : file.lines.count
        return count > fileLimit ? [Finding(file, "\(count) lines")] : []
    }

    /// Finds lines that do not fit.
    static func longLines(in file: ProjectFile) -> [Finding] {
        file.lines.enumerated().filter { $0.element.count > columnLimit }
            .map { Finding(file, line: $0.offset + 1, "\($0.element.count) columns") }
    }

    /// Finds functions that cannot be read at once; the format closes each in its own column.
    static func longFunctions(in file: ProjectFile) -> [Finding] {
        let lines = file.codeLines
        return lines.indices.compactMap { start in
            guard lines[start].contains("func ") || lines[start].contains("init"),
                lines[start].contains(/^ *([a-z]+(\([a-z]+\))? )*(func |init[?(<])/),
                hasBody(from: start, in: lines)
            else { return nil }
            let closing = indentation(lines[start]) + "}"
            let end = lines[start...].firstIndex { $0.hasPrefix(closing) }
            guard let end, end - start + 1 > functionLimit else { return nil }
            return Finding(file, line: start + 1, "a function of \(end - start + 1) lines")
        }
    }

    /// Whether the declaration that begins on a line opens a body; a protocol's does not.
    private static func hasBody(from start: Int, in lines: [String]) -> Bool {
        let column = indentation(lines[start])
        for line in lines[start...] {
            if line.hasSuffix("{") { return true }
            let belongs =
                line == lines[start] || indentation(line).count > column.count
                || line.contains(/^ *(\)|where\b)/)
            if !belongs { return false }
        }
        return false
    }

    private static func indentation(_ line: String) -> String {
        String(line.prefix { $0 == " " })
    }

    /// Finds files and folders whose name says nothing of their subject.
    static func vagueName(_ file: ProjectFile) -> [Finding] {
        let words = [
            "Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Extensions", "Models",
            "Manager", "Managers", "Misc",
        ]
        let subject = file.name.split(separator: "+").first.map(String.init) ?? file.name
        let names = file.path.split(separator: "/").dropLast().map(String.init) + [subject]
        return names.filter { name in words.contains { name.hasSuffix($0) } }
            .map { Finding(file, "\($0) names no subject") }
    }

    /// The endings by which a type says that it belongs to the one before: its error, its codes.
    static let companions = ["Code", "Error", "ErrorCode", "Failure", "Kind", "Problem"]

    /// Types that stay where the one type is that can make them, by an initialiser private to the
    /// file: to hold one is the proof.
    static let proofs: Set<String> = ["VerifiedSignature"]

    /// Finds types that have no file of their own name, so that nobody guesses where they are.
    ///
    /// What is private to a file stays in it, and so may a companion of the file's type, such as
    /// `EngineErrorCode` in `EngineError.swift`.
    static func strayTypes(in file: ProjectFile) -> [Finding] {
        let subject = file.name.split(separator: "+").first.map(String.init) ?? file.name
        let permitted = proofs.union([subject] + companions.map { subject + $0 })
        let kinds: Set<String> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
        let modifiers: Set<String> = ["public", "package", "internal", "final", "indirect"]
        return file.codeLines.enumerated().compactMap { offset, line in
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }
                .map(String.init)
            guard !line.hasPrefix(" "), let place = words.firstIndex(where: kinds.contains),
                words[..<place].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") }),
                let name = words.dropFirst(place + 1).first, !permitted.contains(name)
            else { return nil }
            return Finding(file, line: offset + 1, "\(name) has no file of its name")
        }
    }

    /// Finds test files without the suite of their name, which `--filter` and a reader look for.
    static func unnamedSuite(_ file: ProjectFile) -> [Finding] {
        guard file.name.hasSuffix("Tests") else { return [] }
        let isThere = file.codeLines.contains { $0.hasSuffix("struct \(file.name) {") }
        return isThere ? [] : [Finding(file, "has no suite \(file.name)")]
    }

    /// Finds types that have the name of a module, which then cannot be told apart.
    static func moduleNamesakes(in file: ProjectFile) -> [Finding] {
        let keywords = ["struct", "class", "enum", "protocol", "actor", "typealias"]
        return file.codeLines.enumerated().compactMap { offset, line in
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            let named = zip(words, words.dropFirst()).first { keywords.contains($0.0) }
            guard let name = named?.1, House.modules.contains(name) else { return nil }
            return Finding(file, line: offset + 1, "\(name) is the name of a module")
        }
    }
}
