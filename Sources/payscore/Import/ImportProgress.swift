/// How far an import has come, on one line.
struct ImportProgress {
    /// How many lines are done.
    let lines: Int
    /// How many bytes were read for them.
    let bytesRead: Int
    /// How many bytes there are, where that is known.
    let size: Int?

    /// The line, with a bar where the size is known.
    var text: String {
        guard let size, size > 0 else {
            return told("importing: ", zh: "正在导入：") + counted(lines, "line", "lines", zh: "行") + "…"
        }
        let share = Double(bytesRead) / Double(size)
        let (done, all) = (lines.grouped, expectedLines(share).grouped)
        return ProgressBar(
            share: share, text: told("importing", zh: "正在导入"),
            count: told("\(done) of about \(all) lines", zh: "\(done) 行，共约 \(all) 行")
        ).line
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
