/// Reads JSON more strictly than Foundation does.
///
/// Foundation's decoder takes the first of two members of the same name, accepts a trailing comma
/// and reads UTF-16. A gateway that accepts such a text and a merchant's code that writes it would
/// agree by accident only.
struct JSONReader {
    private static let maxDepth = 32

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads one JSON text that fills `bytes` from the first to the last.
    static func value(of bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        var reader = JSONReader(bytes)
        let value = try reader.readValue(depth: 0)
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw .syntax(at: reader.position) }
        return value
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard next == byte else { throw .syntax(at: position) }
        position += 1
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func readValue(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth < Self.maxDepth else { throw .tooDeep }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try readObject(depth: depth)
        case UInt8(ascii: "["): return try readArray(depth: depth)
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", as: .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", as: .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", as: .null)
        case .some, .none: return try readNumber()
        }
    }

    private mutating func readWord(
        _ word: String, as value: JSONValue
    ) throws(JSONFault) -> JSONValue {
        for byte in word.utf8 { try expect(byte) }
        return value
    }

    private mutating func readObject(depth: Int) throws(JSONFault) -> JSONValue {
        try expect(UInt8(ascii: "{"))
        var members: [String: JSONValue] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipBlanks()
            let name = try readString()
            guard members[name] == nil else { throw .duplicateMember(name) }
            skipBlanks()
            try expect(UInt8(ascii: ":"))
            members[name] = try readValue(depth: depth + 1)
            skipBlanks()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func readArray(depth: Int) throws(JSONFault) -> JSONValue {
        try expect(UInt8(ascii: "["))
        var elements: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat {
            elements.append(try readValue(depth: depth + 1))
            skipBlanks()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func readNumber() throws(JSONFault) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try readDigits() }
        if take(UInt8(ascii: ".")) { try readDigits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try readDigits()
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func readDigits() throws(JSONFault) {
        let start = position
        while let byte = next, isDigit(byte) { position += 1 }
        guard position > start else { throw .syntax(at: position) }
    }

    private mutating func readString() throws(JSONFault) -> String {
        try expect(UInt8(ascii: "\""))
        var text = ""
        var start = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                text += String(decoding: bytes[start..<position], as: UTF8.self)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                text += String(decoding: bytes[start..<position], as: UTF8.self)
                position += 1
                text.unicodeScalars.append(try readEscape())
                start = position
            case 0..<0x20:
                throw .syntax(at: position)
            default:
                position += 1
            }
        }
        throw .syntax(at: position)
    }

    private mutating func readEscape() throws(JSONFault) -> Unicode.Scalar {
        guard let byte = next else { throw .syntax(at: position) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try readUnicodeEscape()
        default: throw .syntax(at: position)
        }
    }

    /// Reads the digits after `\u`, and the second half of a surrogate pair where the first calls
    /// for it.
    private mutating func readUnicodeEscape() throws(JSONFault) -> Unicode.Scalar {
        let first = try readHexadecimal()
        var code = first
        if (0xD800..<0xDC00).contains(first) {
            try expect(UInt8(ascii: "\\"))
            try expect(UInt8(ascii: "u"))
            let second = try readHexadecimal()
            guard (0xDC00..<0xE000).contains(second) else { throw .syntax(at: position) }
            code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw .syntax(at: position) }
        return scalar
    }

    private mutating func readHexadecimal() throws(JSONFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = hexadecimalDigit(byte) else {
                throw .syntax(at: position)
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}

/// Returns the value of an ASCII hexadecimal digit.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}
