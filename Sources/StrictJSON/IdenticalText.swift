extension String {
    /// Tells whether two texts are the same bytes; `==` also accepts other spellings of a text.
    package func isIdentical(to other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        // Where both lie in memory as they are, they are compared there.
        let compared = utf8.withContiguousStorageIfAvailable { mine in
            other.utf8.withContiguousStorageIfAvailable { mine.elementsEqual($0) }
        }
        return (compared ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
