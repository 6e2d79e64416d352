/// Text in pieces of different styles; whatever stands in it is made visible before it is shown.
package struct StyledText: Hashable, Sendable {
    package struct Piece: Hashable, Sendable {
        package let text: String
        package let style: Style

        package init(text: String, style: Style) {
            self.text = text
            self.style = style
        }
    }

    package private(set) var pieces: [Piece]

    package init(_ text: String, _ style: Style = .plain) {
        pieces = [Piece(text: text.visible, style: style)]
    }

    package init(pieces: [Piece]) {
        self.pieces = pieces
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        StyledText(pieces: left.pieces + right.pieces)
    }
}

extension StyledText: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) {
        self.init(value)
    }

    package init(stringInterpolation: Interpolation) {
        pieces = stringInterpolation.pieces
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(Piece(text: literal, style: .plain)) }
        }

        package mutating func appendInterpolation(_ text: StyledText) {
            pieces += text.pieces
        }

        package mutating func appendInterpolation(
            _ value: some CustomStringConvertible, _ style: Style = .plain
        ) {
            pieces.append(Piece(text: value.description.visible, style: style))
        }
    }
}
