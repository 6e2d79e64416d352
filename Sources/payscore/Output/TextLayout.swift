/// Breaks a text into lines of no more than so many columns: at spaces, and between Chinese
/// characters.
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
        let columns = String(character).columns
        if character == " " { endWord() }
        if word.columns + columns > max(width, 2) { endWord() }
        word.append(character)
        if columns > 1 { endWord() }
    }
    endWord()
    breakLine()
    return lines
}
