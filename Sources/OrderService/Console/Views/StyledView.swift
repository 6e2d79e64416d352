import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// Text in pieces of different styles.
struct StyledView {
    let pieces: [Piece]

    struct Piece {
        let text: String
        let style: String
    }

    init(_ text: StyledText) {
        pieces = text.pieces.map { Piece(text: $0.text, style: $0.style.rawValue) }
    }

    /// Takes a text in which no line ends within a time.
    init(keepingTimesIn text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let time = rest.firstMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) {
            pieces.append(Piece(text: String(rest[..<time.range.lowerBound]), style: "plain"))
            pieces.append(Piece(text: String(time.output), style: "time"))
            rest = rest[time.range.upperBound...]
        }
        self.pieces = pieces + [Piece(text: String(rest), style: "plain")]
    }
}
