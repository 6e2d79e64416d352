/// Breaks a text into lines of no more than so many columns: at spaces, and before and after
/// Chinese characters, but not where a line would begin or end with the wrong punctuation.
func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var word = ""
    func breakLine() {
        lines.append(line)
        line = ""
    }
    func endWord() {
        let trimmed = line.isEmpty && word.hasPrefix(" ") ? String(word.dropFirst()) : word
        if !line.isEmpty, line.columns + trimmed.columns > width {
            breakLine()
            line = trimmed.hasPrefix(" ") ? String(trimmed.dropFirst()) : trimmed
        } else {
            line += trimmed
        }
        word = ""
    }
    for character in text.visible {
        let isFull = word.columns + String(character).columns > max(width, 2)
        if character == " " || isFull || mayBreak(between: word.last, and: character) { endWord() }
        word.append(character)
    }
    endWord()
    breakLine()
    return lines
}

/// Whether a line may end between two characters that no space separates.
private func mayBreak(between last: Character?, and next: Character) -> Bool {
    guard let last, last != " ", !"（《「“".contains(last), !"，。；：？！、）》」”".contains(next) else {
        return false
    }
    return String(last).columns > 1 || String(next).columns > 1
}
