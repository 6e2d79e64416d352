import Foundation

/// One figure of a row: what was measured, how it came out, and what it should be.
///
/// Most are ratios of ours to a reference that ran in turn with it; only those hold on another
/// machine.
public struct Figure: Codable, Sendable {
    /// What was measured, in words.
    public let name: String
    /// The unit: `×` for a ratio.
    public let unit: String
    /// The figure over all rounds.
    public let value: Spread
    /// What it should be, where there is a goal.
    public let goal: Goal?
    /// Whether it is so.
    public let isMet: Bool?

    /// Creates a figure; the median is held against the goal.
    public init(_ name: String, unit: String, _ value: Spread, goal: Goal? = nil) {
        self.name = name
        self.unit = unit
        self.value = value
        self.goal = goal
        isMet = goal?.isMet(by: value)
    }

    /// A number with three digits that count.
    public static func text(_ number: Double) -> String {
        let size = abs(number)
        if size >= 100 || number == number.rounded() { return String(format: "%.0f", number) }
        return String(format: size >= 10 ? "%.1f" : "%.2f", number)
    }
}
