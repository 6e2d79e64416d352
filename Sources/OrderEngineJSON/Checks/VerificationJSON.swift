public import OrderJournal

/// What a verification of the journal found.
public struct VerificationJSON: AnswerForm {
    /// Whether everything holds.
    public let sound: Bool
    /// How many records were read.
    public let records: Int64
    /// How many orders have records.
    public let orders: Int64
    /// How many kept checkpoints hold.
    public let checkpoints: Int64
    /// How many records follow the last checkpoint that holds.
    public let unsealed: Int64
    /// The first record that is dated further ahead of the clock than clocks differ.
    public let datedAhead: DatedAheadJSON?
    /// Whether the end was compared with a head file, which alone shows that no record is missing
    /// there.
    public let endChecked: Bool
    /// How many findings there were in all.
    public let findingCount: Int64
    /// What does not hold, lowest sequence number first; no more than the verifier's limit.
    public let findings: [FindingJSON]

    private enum CodingKeys: String, CodingKey {
        case sound
        case records
        case orders
        case checkpoints
        case unsealed
        case datedAhead = "dated_ahead"
        case endChecked = "end_checked"
        case findingCount = "finding_count"
        case findings
    }

    /// Takes the verifier's report.
    public init(_ report: VerificationReport) {
        sound = report.isSound
        records = report.records
        orders = report.orders
        checkpoints = report.checkpoints
        unsealed = report.unsealed
        datedAhead = report.datedAhead.map { DatedAheadJSON($0) }
        endChecked = report.isEndChecked
        findingCount = report.findingCount
        findings = report.findings.map { FindingJSON($0) }
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(sound, forKey: .sound)
        try members.encode(records, forKey: .records)
        try members.encode(orders, forKey: .orders)
        try members.encode(checkpoints, forKey: .checkpoints)
        try members.encode(unsealed, forKey: .unsealed)
        try members.encode(datedAhead, forKey: .datedAhead)
        try members.encode(endChecked, forKey: .endChecked)
        try members.encode(findingCount, forKey: .findingCount)
        try members.encode(findings, forKey: .findings)
    }
}
