public import OrderEngine

/// What became of the orders of an import.
public struct ImportReportJSON: AnswerForm {
    /// `imported`, or `dry_run` where nothing was recorded.
    public let result: String
    /// How many orders were read, bad ones included.
    public let lines: Int
    /// How many of them could not be taken over.
    public let badLines: Int
    /// Orders that were not known before.
    public let adopted: Int?
    /// Known orders that had gone on, or of which more became known.
    public let advanced: Int?
    /// Orders of which nothing new was shown.
    public let unchanged: Int?
    /// Orders that were shown as they cannot be, or otherwise than WeChat's signed word has them.
    public let contradicting: Int?
    /// Orders whose snapshot tells no phase.
    public let indeterminate: Int
    /// The last record that was written, by its position in the journal.
    public let lastSequence: Int64?

    private enum CodingKeys: String, CodingKey {
        case result
        case lines
        case badLines = "bad_lines"
        case adopted
        case advanced
        case unchanged
        case contradicting
        case indeterminate
        case lastSequence = "last_sequence"
    }

    /// Takes the engine's report.
    ///
    /// - Parameters:
    ///   - report: What the engine reported.
    ///   - badLines: How many further orders were read and never handed to the engine.
    public init(_ report: ImportReport, badLines: Int = 0) {
        result = "imported"
        lines = report.orders + badLines
        self.badLines = badLines
        adopted = report.adopted
        advanced = report.advanced
        unchanged = report.unchanged
        contradicting = report.contradicting
        indeterminate = report.indeterminate
        lastSequence = report.lastSequence
    }

    /// Tells of orders that were only read and judged.
    ///
    /// - Parameters:
    ///   - lines: How many orders were read.
    ///   - badLines: How many of them could not be used.
    ///   - indeterminate: How many of them tell no phase.
    public init(dryRunOf lines: Int, badLines: Int, indeterminate: Int) {
        result = "dry_run"
        self.lines = lines
        self.badLines = badLines
        adopted = nil
        advanced = nil
        unchanged = nil
        contradicting = nil
        self.indeterminate = indeterminate
        lastSequence = nil
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(result, forKey: .result)
        try members.encode(lines, forKey: .lines)
        try members.encode(badLines, forKey: .badLines)
        try members.encode(adopted, forKey: .adopted)
        try members.encode(advanced, forKey: .advanced)
        try members.encode(unchanged, forKey: .unchanged)
        try members.encode(contradicting, forKey: .contradicting)
        try members.encode(indeterminate, forKey: .indeterminate)
        try members.encode(lastSequence, forKey: .lastSequence)
    }
}
