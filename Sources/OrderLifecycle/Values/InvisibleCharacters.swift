extension Unicode.Scalar {
    /// Whether the character shows nothing of its own, and so may hide or reorder what stands
    /// beside it, end a line, or be obeyed by a terminal.
    ///
    /// These are the controls, the format characters (zero-width, bidirectional, the byte-order
    /// mark), the line and paragraph separators, fillers and other fonts' selectors,
    /// and what has no shape or only a private font's: code points of private use, unassigned ones,
    /// and those that are no characters.
    package var isInvisible: Bool {
        let category = properties.generalCategory
        return category == .control || category == .format || category == .lineSeparator
            || category == .paragraphSeparator || category == .privateUse || category == .surrogate
            || category == .unassigned
            || properties.isDefaultIgnorableCodePoint && !isPresentationSelector
    }

    /// Whether the character only says that the one before it is drawn as text or as an emoji.
    var isPresentationSelector: Bool { value == 0xFE0E || value == 0xFE0F }
}
