/// A JSON text as it was received: numbers keep their spelling, so that `1.0` is not mistaken for
/// `1`.
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The members of an object; `nil` for every other kind of value.
    var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The whole number that this value spells in plain decimal digits, up to twelve of them.
    ///
    /// Signs, fractions, exponents and leading zeros are refused by their spelling: parsed, `1e2`
    /// would pass for an amount in fen.
    var wholeNumber: Int? {
        guard case .number(let spelling) = self, (1...12).contains(spelling.utf8.count),
            spelling.utf8.allSatisfy(isDigit), spelling == "0" || !spelling.hasPrefix("0")
        else { return nil }
        return Int(spelling)
    }
}

/// Tells whether a byte is an ASCII digit.
func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
