import Foundation

/// One row of the report: a kind of work, its reference, and what was measured of both.
public struct Row: Codable, Sendable {
    /// The row's number and, where it is measured at several sizes, the size.
    public let id: String
    /// What was done.
    public let work: String
    /// What it is measured beside, in the same run.
    public let reference: String
    /// How many rounds there were.
    public let rounds: Int
    /// What was measured.
    public var figures: [Figure]

    /// Creates a row.
    public init(
        _ id: String, work: String, reference: String, rounds: Int, figures: [Figure] = []
    ) {
        self.id = id
        self.work = work
        self.reference = reference
        self.rounds = rounds
        self.figures = figures
    }

    /// Prints the row as soon as it is known.
    public func show() {
        var lines = ["\(id)  \(work); beside \(reference)"]
        for figure in figures {
            let mark = figure.isMet.map { $0 ? "  met" : "  MISSED" } ?? ""
            let goal = figure.goal.map { "  \($0.text)" } ?? ""
            lines.append(
                "    \(figure.name): \(Figure.text(figure.value.median)) \(figure.unit)"
                    + " (\(Figure.text(figure.value.min))–\(Figure.text(figure.value.max)))"
                    + goal + mark)
        }
        Console.say(lines.joined(separator: "\n"))
    }
}

/// What a measuring program leaves behind; `scripts/benchmark` joins them.
public struct Report: Codable, Sendable {
    /// The rows, in the order in which they were measured.
    public private(set) var rows: [Row] = []

    /// Begins a report.
    public init() {}

    /// Adds a row and prints it.
    public mutating func add(_ row: Row) {
        rows.append(row)
        row.show()
    }

    /// Writes the report as JSON.
    public func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(filePath: path))
    }
}
