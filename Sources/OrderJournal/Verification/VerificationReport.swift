import OrderLifecycle

/// What a verification of a journal found.
public struct VerificationReport: Hashable, Sendable {
    /// How many records were read.
    public internal(set) var records: Int64 = 0
    /// How many orders have records.
    public internal(set) var orders: Int64 = 0
    /// How many kept checkpoints hold: root, signature, key and the one before.
    public internal(set) var checkpoints: Int64 = 0
    /// How many records follow the last checkpoint that holds; nothing but their own chains speaks
    /// for them.
    public internal(set) var unsealed: Int64 = 0
    /// The first record that is dated further ahead of the clock than ``DatedAhead/limit``; told,
    /// and no finding: the journal holds all the same.
    public internal(set) var datedAhead: DatedAhead?
    /// Whether the end was compared with a head, which alone shows that no record is missing there.
    public internal(set) var isEndChecked = false
    /// What does not hold, lowest sequence number first; no more than the verifier's limit.
    public internal(set) var findings: [VerificationFinding] = []
    /// How many findings there were in all.
    public internal(set) var findingCount: Int64 = 0

    /// Whether everything holds.
    public var isSound: Bool { findingCount == 0 }

    /// The finding that names the first bad record.
    public var first: VerificationFinding? { findings.first }

    /// Returns the report with a finding that concerns no record, made outside of the verifier.
    public func adding(_ finding: VerificationFinding) -> VerificationReport {
        var report = self
        report.findings.append(finding)
        report.findingCount += 1
        return report
    }
}
