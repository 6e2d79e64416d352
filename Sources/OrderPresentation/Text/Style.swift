/// How a piece of text looks where there are colours.
package enum Style: String, Hashable, Sendable {
    case plain
    case bold
    case dim
    case good
    case caution
    case bad
    case accent
}
