/// How far long work has come, on one line.
struct ProgressBar {
    /// What is done of the whole, from 0 to 1.
    let share: Double
    /// What is being done.
    let text: String
    /// How much of it is done.
    let count: String

    private static let width = 20

    /// The line.
    var line: String {
        // What grows while it is worked through is never more than done.
        let share = min(1, max(0, share))
        let filled = Int(share * Double(Self.width))
        let bar =
            String(repeating: "▓", count: filled)
            + String(repeating: "░", count: Self.width - filled)
        return "\(text) \(bar) \(Int(share * 100)) %  \(count)…"
    }
}
