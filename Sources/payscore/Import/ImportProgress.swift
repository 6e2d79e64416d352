/// How far an import has come, on one line.
struct ImportProgress {
    /// How many lines are done.
    let lines: Int
    /// How many bytes were read for them.
    let bytesRead: Int
    /// How many bytes there are, where that is known.
    let size: Int?

    private static let width = 20

    /// The line, with a bar where the size is known.
    var text: String {
        guard let size, size > 0 else {
            return told("importing: ", zh: "正在导入：") + counted(lines, "line", "lines", zh: "行") + "…"
        }
        // A file that grows while it is read is never more than done.
        let share = min(1, Double(bytesRead) / Double(size))
        let filled = Int(share * Double(Self.width))
        let bar =
            String(repeating: "▓", count: filled)
            + String(repeating: "░", count: Self.width - filled)
        let (done, all) = (lines.grouped, expectedLines(share).grouped)
        return told(
            "importing \(bar) \(Int(share * 100)) %  \(done) of about \(all) lines…",
            zh: "正在导入 \(bar) \(Int(share * 100)) %  \(done) 行，共约 \(all) 行…")
    }

    /// How many lines there will be if the others are as long, in two digits.
    private func expectedLines(_ share: Double) -> Int {
        guard share > 0, share < 1 else { return lines }
        let expected = Int((Double(lines) / share).rounded())
        var unit = 1
        while expected / unit >= 100 { unit *= 10 }
        return max(lines, (expected + unit / 2) / unit * unit)
    }
}
