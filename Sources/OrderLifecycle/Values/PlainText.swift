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
        let exception = ASCII.firstOffset(in: text) { !ASCII.isVisible($0) }
        if length > 0, exception == nil { return }
        var offset = 0
        var isBlank = true
        for scalar in text.unicodeScalars {
            let width = scalar.utf8.count
            guard width < 4 else { throw InvalidValue(field, .fourByteCharacter(offset: offset)) }
            guard !scalar.isInvisible else {
                throw InvalidValue(field, .forbiddenCharacter(offset: offset))
            }
            isBlank = isBlank && Self.isBlank(scalar)
            offset += width
        }
        guard !isBlank else { throw InvalidValue(field, .empty) }
    }

    /// Spaces, and what shows nothing though it is a letter or a mark, such as a Hangul filler.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
}
