/// The classes of ASCII bytes that the rules of identifiers name.
package enum ASCII {
    /// What stands in a header or a URL as it is: no space, no control.
    package static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

    package static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Whether a text is a whole number in its one spelling: digits alone, without a leading zero.
    ///
    /// What an integer parser accepts besides, such as `+3` or `007`, is not.
    package static func isWholeNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isDigit)
            && (text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0"))
    }

    /// The small letter of a capital, and any other byte as it is.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    static func isLowercaseLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    package static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLowercaseLetter(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    /// Accepts one to `limit` lower-case letters, digits, `-` and `_`.
    ///
    /// - Throws: ``InvalidValue`` if the text is empty, too long or has another character.
    static func checkWord(
        _ text: String, as field: InvalidValue.Field, limit: Int
    ) throws(InvalidValue) {
        guard !text.isEmpty else { throw InvalidValue(field, .empty) }
        guard text.utf8.count <= limit else {
            throw InvalidValue(field, .tooLong(length: text.utf8.count, limit: limit))
        }
        let offset = firstOffset(in: text) { byte in
            !isLowercaseLetter(byte) && !isDigit(byte) && byte != UInt8(ascii: "-")
                && byte != UInt8(ascii: "_")
        }
        if let offset { throw InvalidValue(field, .forbiddenCharacter(offset: offset)) }
    }

    /// The offset of the first byte of a text that breaks a rule.
    static func firstOffset(in text: String, where breaksRule: (UInt8) -> Bool) -> Int? {
        let bytes = text.utf8
        return bytes.firstIndex(where: breaksRule).map {
            bytes.distance(from: bytes.startIndex, to: $0)
        }
    }
}
