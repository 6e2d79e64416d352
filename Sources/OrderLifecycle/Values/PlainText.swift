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
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            let width = scalar.utf8.count
            guard width < 4 else { throw InvalidValue(field, .fourByteCharacter(offset: offset)) }
            // Anywhere else a selector shows nothing, and a row of them can carry a hidden text.
            let isLost = scalar.isPresentationSelector && previous?.properties.isEmoji != true
            guard !scalar.isInvisible, !isLost else {
                throw InvalidValue(field, .forbiddenCharacter(offset: offset))
            }
            isBlank = isBlank && Self.isBlank(scalar)
            offset += width
            previous = scalar
        }
        guard !isBlank else { throw InvalidValue(field, .empty) }
    }

    /// Spaces, and the pattern of Braille that has no dot.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value == 0x2800
    }
}
