/// Columns of text that stand under each other.
struct TextTable {
    private let rightAligned: Set<Int>
    private var rows: [[StyledText]]

    /// Begins a table; the columns with these indices are aligned on the right.
    init(_ headings: [String], rightAligned: Set<Int> = []) {
        self.rightAligned = rightAligned
        rows = headings.isEmpty ? [] : [headings.map { StyledText($0, .dim) }]
    }

    mutating func add(_ row: [StyledText]) {
        rows.append(row)
    }

    /// The rows, padded.
    var lines: [StyledText] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].columns : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = StyledText("")
            for (column, cell) in row.enumerated() {
                if column > 0 { line = line + "  " }
                let isLast = column == row.count - 1
                let isRight = rightAligned.contains(column)
                line =
                    line
                    + (isLast && !isRight
                        ? cell : cell.padded(to: widths[column], onLeft: isRight))
            }
            return line
        }
    }
}
