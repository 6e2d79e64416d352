import ArgumentParser

/// How many entries a list may have.
enum ListLimit {
    private static let range = 1...1000

    /// What the option's help says.
    static let help = ArgumentHelp(
        told(
            "The most that are listed: \(range.lowerBound) to \(range.upperBound).",
            zh: "最多列出多少项：\(range.lowerBound) 到 \(range.upperBound)。"))

    /// Refuses a limit outside the range.
    static func validate(_ limit: Int) throws {
        guard range.contains(limit) else {
            throw ValidationError(
                "--limit must be from \(range.lowerBound) to \(range.upperBound).",
                zh: "--limit 须在 \(range.lowerBound) 到 \(range.upperBound) 之间。")
        }
    }
}
