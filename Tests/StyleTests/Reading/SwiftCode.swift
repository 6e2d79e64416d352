/// Tells Swift code from the comments and strings in it.
enum SwiftCode {
    /// Returns the text with comments and the contents of string literals turned into spaces; line
    /// breaks, and the code in interpolations, stay where they are.
    static func only(in text: String) -> String {
        var scanner = SwiftScanner(text: text)
        scanner.scanCode(untilParenthesis: false)
        return String(decoding: scanner.output, as: UTF8.self)
    }
}

/// Walks over Swift source and copies what is code.
private struct SwiftScanner {
    private let input: [UInt8]
    private var position = 0
    private(set) var output: [UInt8] = []

    init(text: String) {
        input = Array(text.utf8)
        output.reserveCapacity(input.count)
    }

    /// Scans code to the end, or to the parenthesis that closes an interpolation.
    mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while position < input.count {
            switch input[position] {
            case UInt8(ascii: "/") where starts(with: "//"): blankLine()
            case UInt8(ascii: "/") where starts(with: "/*"): blankComment()
            case UInt8(ascii: "`"): scanRawIdentifier()
            case UInt8(ascii: "\""), UInt8(ascii: "#"): scanPossibleString()
            case UInt8(ascii: "("):
                depth += 1
                copy(1)
            case UInt8(ascii: ")"):
                if untilParenthesis, depth == 0 { return }
                depth -= 1
                copy(1)
            default: copy(1)
            }
        }
    }

    private let newline = UInt8(ascii: "\n")

    private func starts(with text: String) -> Bool {
        input[position...].starts(with: text.utf8)
    }

    private mutating func copy(_ count: Int) {
        let end = min(position + count, input.count)
        output.append(contentsOf: input[position..<end])
        position = end
    }

    private mutating func blank(_ count: Int) {
        let end = min(position + count, input.count)
        for byte in input[position..<end] {
            output.append(byte == newline ? newline : UInt8(ascii: " "))
        }
        position = end
    }

    private mutating func blankLine() {
        let end = input[position...].firstIndex(of: newline) ?? input.endIndex
        blank(end - position)
    }

    private mutating func blankComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < input.count
    }

    /// A raw identifier may be a sentence, and a sentence is no code; a plain name stays.
    private mutating func scanRawIdentifier() {
        guard let end = input[(position + 1)...].firstIndex(of: UInt8(ascii: "`")) else {
            return copy(1)
        }
        let isSentence = input[position..<end].contains(UInt8(ascii: " "))
        isSentence ? blank(end - position + 1) : copy(end - position + 1)
    }

    /// A string may begin with any number of hashes; other hashes begin a macro.
    private mutating func scanPossibleString() {
        let hashes = input[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let quotes = input[(position + hashes)...].prefix { $0 == UInt8(ascii: "\"") }.count
        switch quotes {
        case 0: copy(hashes)
        case 1, 2: scanString(hashes: hashes, quotes: 1)
        default: scanString(hashes: hashes, quotes: 3)
        }
    }

    private mutating func scanString(hashes: Int, quotes: Int) {
        let pounds = String(repeating: "#", count: hashes)
        let end = String(repeating: "\"", count: quotes) + pounds
        let escape = "\\" + pounds
        copy(hashes + quotes)
        while position < input.count {
            if starts(with: end) { return copy(end.utf8.count) }
            if quotes == 1, input[position] == newline { return }
            if starts(with: escape + "(") {
                blank(escape.utf8.count)
                copy(1)
                scanCode(untilParenthesis: true)
                copy(1)
            } else if starts(with: escape) {
                blank(escape.utf8.count + 1)
            } else {
                blank(1)
            }
        }
    }
}
