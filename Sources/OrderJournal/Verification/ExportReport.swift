/// What a check of an export found.
public struct ExportReport: Hashable, Sendable {
    /// The order or the authorization.
    public let subject: Subject
    /// How many records were read.
    public let records: Int64
    /// How many of them the checkpoint seals.
    public let sealed: Int64
    /// The checkpoint that the export is under.
    public let checkpoint: Checkpoint?
    /// What does not hold: the first thing that was found.
    public let problem: ExportProblem?
    /// At which revision it does not hold, where it is a record.
    public let revision: Int64?
    /// What was not checked.
    public let unchecked: [UncheckedPart]

    /// Creates a report.
    public init(
        subject: Subject, records: Int64, sealed: Int64, checkpoint: Checkpoint?,
        problem: ExportProblem? = nil, revision: Int64? = nil, unchecked: [UncheckedPart]
    ) {
        self.subject = subject
        self.records = records
        self.sealed = sealed
        self.checkpoint = checkpoint
        self.problem = problem
        self.revision = revision
        self.unchecked = unchecked
    }

    /// Whether everything that was checked holds.
    public var holds: Bool { problem == nil }
}
