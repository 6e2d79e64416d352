/// A mistake about an input as a whole: it is told once, with the way out, and not once a line.
enum WholeInputProblem: Hashable, Sendable {
    case utf16
    case compressed
    case array
    case prettyPrinted

    /// Finds what the first bytes of any text show.
    init?(ofText bytes: [UInt8]) {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFF, 0xFE), (0xFE, 0xFF), (0, _?), (_?, 0): self = .utf16
        case (0x1F, 0x8B): self = .compressed
        case (_, _): return nil
        }
    }

    /// Finds what the first bytes show of a text that should have one object a line.
    init?(ofLines bytes: [UInt8]) {
        if let problem = WholeInputProblem(ofText: bytes) {
            self = problem
            return
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n")).lazy
            .filter { !$0.allSatisfy(InputLines.isSpace) }.prefix(2).map(Self.trimmed)
        guard let first = lines.first else { return nil }
        if first.first == UInt8(ascii: "[") {
            self = .array
        } else if first.first == UInt8(ascii: "{"), Self.goesOn(first),
            let second = lines.dropFirst().first, second.first != UInt8(ascii: "{")
        {
            self = .prettyPrinted
        } else {
            return nil
        }
    }

    /// What is wrong, and how the input becomes what is needed.
    func failure(_ name: String) -> Failure {
        switch self {
        case .utf16:
            Failure(
                .badInput, "file_not_utf8",
                "\(name): is UTF-16 or binary, and UTF-8 is needed; UTF-16 is converted with "
                    + "iconv -f UTF-16 -t UTF-8")
        case .compressed:
            Failure(
                .badInput, "file_not_utf8",
                "\(name): is compressed, and plain UTF-8 is needed; unpack it with gunzip -c")
        case .array:
            Failure(
                .badInput, "file_not_json_lines",
                "\(name): is a JSON array, and one object a line is needed; convert it with "
                    + "jq -c '.[]'")
        case .prettyPrinted:
            Failure(
                .badInput, "file_not_json_lines",
                "\(name): has objects that stretch over several lines, and one object a line is "
                    + "needed; convert it with jq -c .")
        }
    }

    /// Whether the line cannot be the end of an object.
    private static func goesOn(_ line: ArraySlice<UInt8>) -> Bool {
        switch line.last {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","): true
        default: false
        }
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = line.drop(while: InputLines.isSpace)
        let end = start.lastIndex { !InputLines.isSpace($0) }
        return end.map { start[...$0] } ?? start
    }
}
