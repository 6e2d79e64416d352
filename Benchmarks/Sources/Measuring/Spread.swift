/// A figure over all rounds: the middle one, and how far the rounds lay apart.
public struct Spread: Codable, Hashable, Sendable {
    /// The middle of all rounds; of an even number, the mean of the middle two.
    public let median: Double
    /// The smallest.
    public let min: Double
    /// The largest.
    public let max: Double

    /// Creates the spread of some figures; zero where there are none.
    public init(of figures: [Double]) {
        let sorted = figures.sorted()
        min = sorted.first ?? 0
        max = sorted.last ?? 0
        let middle = sorted.count / 2
        if sorted.isEmpty {
            median = 0
        } else if sorted.count.isMultiple(of: 2) {
            median = (sorted[middle - 1] + sorted[middle]) / 2
        } else {
            median = sorted[middle]
        }
    }
}
