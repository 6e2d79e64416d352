public import OrderJournal

/// What a check of an export found.
public struct ExportCheckJSON: AnswerForm {
    /// Whether everything that was checked holds.
    public let holds: Bool
    /// Whose history it is: `order:` and the number, or `authorization:` and the code.
    public let subject: String
    /// How many records the export has.
    public let records: Int64
    /// How many of them its checkpoint seals.
    public let sealed: Int64
    /// Of which journal the checkpoint is, and who publishes it.
    public let origin: String?
    /// How many records the checkpoint seals in all.
    public let size: Int64?
    /// The key that signed it, in base64.
    public let publicKey: String?
    /// What does not hold: the first thing that was found.
    public let problem: String?
    /// At which revision it does not hold, where it is a record.
    public let revision: Int64?
    /// What was not checked, as codes.
    public let notChecked: [String]

    private enum CodingKeys: String, CodingKey {
        case holds
        case subject
        case records
        case sealed
        case origin
        case size
        case publicKey = "public_key"
        case problem
        case revision
        case notChecked = "not_checked"
    }

    /// Takes the report of a check.
    public init(_ report: ExportReport) {
        holds = report.holds
        subject = report.subject.text
        records = report.records
        sealed = report.sealed
        origin = report.checkpoint?.origin.description
        size = report.checkpoint?.size
        publicKey = report.checkpoint?.publicKey
        problem = report.problem?.rawValue
        revision = report.revision
        notChecked = report.unchecked.map(\.rawValue)
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(holds, forKey: .holds)
        try members.encode(subject, forKey: .subject)
        try members.encode(records, forKey: .records)
        try members.encode(sealed, forKey: .sealed)
        try members.encode(origin, forKey: .origin)
        try members.encode(size, forKey: .size)
        try members.encode(publicKey, forKey: .publicKey)
        try members.encode(problem, forKey: .problem)
        try members.encode(revision, forKey: .revision)
        try members.encode(notChecked, forKey: .notChecked)
    }
}
