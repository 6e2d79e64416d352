extension JSONValue {
    /// The most objects and lists that may stand within each other.
    package static let depthLimit = 32

    /// Reads a whole text.
    ///
    /// UTF-8 without byte-order mark, one value, no name twice in an object, nothing that RFC 8259
    /// does not have.
    ///
    /// - Parameter limit: The most bytes that are looked at; none if they are limited already.
    /// - Throws: ``JSONProblem`` with the offset of the first wrong byte.
    package static func read(
        _ bytes: [UInt8], limit: Int = .max
    ) throws(JSONProblem) -> JSONValue {
        guard bytes.count <= limit else {
            throw JSONProblem(kind: .tooLarge, offset: limit)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw JSONProblem(kind: .byteOrderMark, offset: 0)
        }
        var scanner = Scanner(bytes: bytes)
        return try scanner.document()
    }

    /// Goes over the bytes once; recursion ends at ``JSONValue/depthLimit``.
    private struct Scanner {
        let bytes: [UInt8]
        var offset = 0

        mutating func document() throws(JSONProblem) -> JSONValue {
            skipSpace()
            let value = try value(depth: 0)
            skipSpace()
            guard offset == bytes.count else { throw problem(.surplus) }
            return value
        }

        private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
            guard let byte = peek else { throw problem(.ended) }
            switch byte {
            case UInt8(ascii: "{"): return try object(depth: depth)
            case UInt8(ascii: "["): return try array(depth: depth)
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: "t"): return try word("true", .bool(true))
            case UInt8(ascii: "f"): return try word("false", .bool(false))
            case UInt8(ascii: "n"): return try word("null", .null)
            case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
            default: throw problem(.unexpected)
            }
        }

        private mutating func object(depth: Int) throws(JSONProblem) -> JSONValue {
            guard depth < JSONValue.depthLimit else { throw problem(.tooDeep) }
            offset += 1
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object([]) }
            var members: [Member] = []
            members.reserveCapacity(8)
            var names = Names()
            while true {
                guard let byte = peek else { throw problem(.ended) }
                guard byte == UInt8(ascii: "\"") else { throw problem(.unexpected) }
                let start = offset
                let name = try string()
                guard names.insert(name, after: members) else {
                    throw JSONProblem(kind: .duplicateName, offset: start)
                }
                skipSpace()
                try expect(UInt8(ascii: ":"))
                skipSpace()
                members.append(Member(name, try value(depth: depth + 1)))
                skipSpace()
                if take(UInt8(ascii: "}")) { return .object(members) }
                try expect(UInt8(ascii: ","))
                skipSpace()
            }
        }

        private mutating func array(depth: Int) throws(JSONProblem) -> JSONValue {
            guard depth < JSONValue.depthLimit else { throw problem(.tooDeep) }
            offset += 1
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array([]) }
            var elements: [JSONValue] = []
            while true {
                elements.append(try value(depth: depth + 1))
                skipSpace()
                if take(UInt8(ascii: "]")) { return .array(elements) }
                try expect(UInt8(ascii: ","))
                skipSpace()
            }
        }

        private mutating func string() throws(JSONProblem) -> String {
            let start = offset
            offset += 1
            // Most texts stand as they are; only an escape makes another text of them.
            var united: UInt8 = 0
            while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\\") {
                offset += 1
                if byte == UInt8(ascii: "\"") {
                    let text = bytes[start + 1..<offset - 1]
                    // ASCII needs no validation, which is most of the time that a text takes.
                    return united < 0x80
                        ? String(decoding: text, as: UTF8.self) : try valid(text, from: start)
                }
                united |= byte
            }
            var text = Array(bytes[start + 1..<offset])
            while let byte = peek {
                switch byte {
                case UInt8(ascii: "\""):
                    offset += 1
                    return try valid(text[...], from: start)
                case UInt8(ascii: "\\"): try escape(into: &text)
                case 0x00...0x1F: throw problem(.controlCharacter)
                default:
                    text.append(byte)
                    offset += 1
                }
            }
            throw problem(.ended)
        }

        private func valid(
            _ text: ArraySlice<UInt8>, from start: Int
        ) throws(JSONProblem) -> String {
            guard let valid = String(validating: text, as: UTF8.self) else {
                throw JSONProblem(kind: .invalidUTF8, offset: start)
            }
            return valid
        }

        private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
            let start = offset
            offset += 1
            guard let byte = peek else { throw problem(.ended) }
            offset += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"): text.append(contentsOf: try scalar(from: start).utf8)
            default: throw JSONProblem(kind: .badEscape, offset: start)
            }
        }

        /// Reads what follows `\u`, and the second half of a pair where there is one.
        private mutating func scalar(
            from start: Int
        ) throws(JSONProblem) -> Unicode.Scalar {
            let lone = JSONProblem(kind: .loneSurrogate, offset: start)
            let first = try fourHexDigits(from: start)
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                throw lone
            }
            let second = try fourHexDigits(from: start)
            guard (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(
                    0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            else { throw lone }
            return scalar
        }

        private mutating func fourHexDigits(
            from start: Int
        ) throws(JSONProblem) -> UInt32 {
            var value: UInt32 = 0
            for _ in 0..<4 {
                guard let byte = peek else { throw problem(.ended) }
                guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                    throw JSONProblem(kind: .badEscape, offset: start)
                }
                value = value << 4 | UInt32(digit)
                offset += 1
            }
            return value
        }

        private mutating func number() throws(JSONProblem) -> String {
            let start = offset
            _ = take(UInt8(ascii: "-"))
            if !take(UInt8(ascii: "0")) { try digits(from: start) }
            if take(UInt8(ascii: ".")) { try digits(from: start) }
            if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
                _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
                try digits(from: start)
            }
            // A digit here follows a leading zero.
            if let byte = peek, (0x30...0x39).contains(byte) {
                throw JSONProblem(kind: .badNumber, offset: start)
            }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }

        private mutating func digits(from start: Int) throws(JSONProblem) {
            let first = offset
            while let byte = peek, (0x30...0x39).contains(byte) { offset += 1 }
            guard offset > first else {
                throw JSONProblem(kind: .badNumber, offset: start)
            }
        }

        private mutating func word(
            _ word: StaticString, _ value: JSONValue
        ) throws(JSONProblem) -> JSONValue {
            for expected in word.description.utf8 { try expect(expected) }
            return value
        }

        private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard peek == byte else { return false }
            offset += 1
            return true
        }

        private mutating func expect(_ byte: UInt8) throws(JSONProblem) {
            guard let found = peek else { throw problem(.ended) }
            guard found == byte else { throw problem(.unexpected) }
            offset += 1
        }

        private mutating func skipSpace() {
            while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                offset += 1
            }
        }

        private func problem(_ kind: JSONProblem.Kind) -> JSONProblem {
            JSONProblem(kind: kind, offset: offset)
        }
    }

    /// The names of an object so far.
    ///
    /// A few are compared one by one with those of the members; many are kept in a set, so that an
    /// object of many names takes no longer for each.
    private struct Names {
        private static let minCount = 24
        private var many: Set<[UInt8]> = []

        /// Adds a name, and tells whether it is new; the members have those before it.
        mutating func insert(_ name: String, after members: [Member]) -> Bool {
            if members.count < Self.minCount {
                return !members.contains { $0.name.isIdentical(to: name) }
            }
            if members.count == Self.minCount { many = Set(members.map { Array($0.name.utf8) }) }
            return many.insert(Array(name.utf8)).inserted
        }
    }
}
