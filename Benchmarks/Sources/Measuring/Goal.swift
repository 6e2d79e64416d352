/// What a figure should be.
public enum Goal: Codable, Hashable, Sendable {
    /// As much, or more.
    case atLeast(Double)
    /// As much, or less.
    case atMost(Double)
    /// Exactly as much, in every round.
    case exactly(Double)

    /// Tells whether a figure is as it should be.
    public func isMet(by figure: Spread) -> Bool {
        switch self {
        case .atLeast(let least): figure.median >= least
        case .atMost(let most): figure.median <= most
        case .exactly(let value): figure.min == value && figure.max == value
        }
    }

    /// The goal as a table shows it.
    public var text: String {
        switch self {
        case .atLeast(let least): "≥ \(Figure.text(least))"
        case .atMost(let most): "≤ \(Figure.text(most))"
        case .exactly(let value): "= \(Figure.text(value))"
        }
    }
}
