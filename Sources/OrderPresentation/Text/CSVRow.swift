/// A line of comma-separated values (RFC 4180) that a spreadsheet opens as text.
package struct CSVRow {
    package let cells: [String]

    package init(cells: [String]) {
        self.cells = cells
    }

    /// The line with its end.
    package var text: String { cells.map(Self.cell).joined(separator: ",") + "\r\n" }

    /// A spreadsheet takes a cell that begins with one of these for a formula, which may call
    /// another program.
    private static let formulaStarts: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\r", "\n"]

    private static func cell(_ value: String) -> String {
        let isFormula = value.unicodeScalars.first.map(formulaStarts.contains) ?? false
        let text = isFormula ? "'" + value : value
        let isPlain = text.unicodeScalars.allSatisfy { !"\",\r\n".unicodeScalars.contains($0) }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
