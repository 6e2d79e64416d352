/// How a piece of text looks on a terminal that has colours.
enum Style: String, Hashable, Sendable {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case caution = "33"
    case bad = "31"
    case accent = "36"
}
