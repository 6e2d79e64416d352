/// The rule for text that a person wrote and another will read.
enum PlainText {
    /// Accepts text that is not blank, not too long and has nothing in it that hides or reorders
    /// what stands beside it.
    ///
    /// - Throws: ``InvalidValue`` with the first character that breaks the rule.
    static func check(
        _ text: String, as field: InvalidValue.Field, limit: Int
    ) throws(InvalidValue) {
        let length = text.utf16.count
        guard length <= limit else {
            throw InvalidValue(field, .tooLong(length: length, limit: limit))
        }
        // Most are names of visible ASCII, which break no rule.
        let exception = ASCII.firstOffset(in: text) { !(0x21...0x7E).contains($0) }
        if length > 0, exception == nil { return }
        var offset = 0
        var isBlank = true
        for scalar in text.unicodeScalars {
            let width = scalar.utf8.count
            guard width < 4 else { throw InvalidValue(field, .fourByteCharacter(offset: offset)) }
            guard !isControl(scalar), !isBidirectional(scalar) else {
                throw InvalidValue(field, .forbiddenCharacter(offset: offset))
            }
            isBlank = isBlank && isInvisible(scalar)
            offset += width
        }
        guard !isBlank else { throw InvalidValue(field, .empty) }
    }

    /// Spaces, and what shows nothing at all, such as the zero-width space.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }

    /// C0, C1, DEL, the line and paragraph separators, and the byte-order mark.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value <= 0x1F || (0x7F...0x9F).contains(value) || value == 0x2028
            || value == 0x2029 || value == 0xFEFF
    }

    /// Marks, embeddings, overrides and isolates of the bidirectional algorithm.
    private static func isBidirectional(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value == 0x061C || value == 0x200E || value == 0x200F
            || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
}
