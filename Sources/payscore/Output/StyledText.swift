import OrderDiagram

/// Text in pieces of different styles; whatever stands in it is made visible before it is shown.
struct StyledText: Hashable, Sendable {
    struct Piece: Hashable, Sendable {
        let text: String
        let style: Style
    }

    private(set) var pieces: [Piece]

    init(_ text: String, _ style: Style = .plain) {
        pieces = [Piece(text: text.visible, style: style)]
    }

    private init(pieces: [Piece]) {
        self.pieces = pieces
    }

    /// How many columns the text takes.
    var columns: Int { pieces.reduce(0) { $0 + $1.text.columns } }

    /// The text as a terminal gets it.
    func rendered(inColour isColoured: Bool) -> String {
        pieces.reduce(into: "") { line, piece in
            if isColoured, piece.style != .plain {
                line += "\u{1B}[\(piece.style.rawValue)m\(piece.text)\u{1B}[0m"
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

    static func + (left: StyledText, right: StyledText) -> StyledText {
        StyledText(pieces: left.pieces + right.pieces)
    }
}

extension StyledText: ExpressibleByStringInterpolation {
    init(stringLiteral value: String) {
        self.init(value)
    }

    init(stringInterpolation: Interpolation) {
        pieces = stringInterpolation.pieces
    }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(Piece(text: literal, style: .plain)) }
        }

        mutating func appendInterpolation(_ text: StyledText) {
            pieces += text.pieces
        }

        mutating func appendInterpolation(
            _ value: some CustomStringConvertible, _ style: Style = .plain
        ) {
            pieces.append(Piece(text: value.description.visible, style: style))
        }
    }
}
