extension StyledText {
    /// How many columns the text takes.
    var columns: Int { pieces.reduce(0) { $0 + $1.text.columns } }

    /// The text as a terminal gets it.
    func rendered(inColour isColoured: Bool) -> String {
        pieces.reduce(into: "") { line, piece in
            if isColoured, let code = piece.style.code {
                line += "\u{1B}[\(code)m\(piece.text)\u{1B}[0m"
            } else {
                line += piece.text
            }
        }
    }

    /// The text with spaces to its right, or to its left.
    func padded(to width: Int, onLeft: Bool = false) -> StyledText {
        let missing = width - columns
        guard missing > 0 else { return self }
        let space = [Piece(text: String(repeating: " ", count: missing), style: .plain)]
        return StyledText(pieces: onLeft ? space + pieces : pieces + space)
    }
}

extension Style {
    /// What a terminal that has colours is told; absent of what looks as everything.
    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .bold: "1"
        case .dim: "2"
        case .good: "32"
        case .caution: "33"
        case .bad: "31"
        case .accent: "36"
        }
    }
}
