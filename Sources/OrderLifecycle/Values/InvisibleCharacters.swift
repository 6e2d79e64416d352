extension Unicode.Scalar {
    /// Whether the character shows nothing of its own, and so may hide or reorder what stands
    /// beside it, end a line, or be obeyed by a terminal.
    ///
    /// These are the controls, the format characters (zero-width, bidirectional, the byte-order
    /// mark), the line and paragraph separators, and what only a private font has a shape for.
    package var isInvisible: Bool {
        let category = properties.generalCategory
        return category == .control || category == .format || category == .lineSeparator
            || category == .paragraphSeparator || category == .privateUse || category == .surrogate
    }
}
