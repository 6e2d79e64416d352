/// Checks an export as a stranger can: with the file alone, and with the key or the checkpoint that
/// they hold.
///
///     var check = ExportCheck(header, against: published, signedBy: key)
///     for record in records { check.add(record) }
///     let report = check.report()
public struct ExportCheck: Sendable {
    private let header: ExportHeader
    private let published: Checkpoint?
    private let key: CheckpointPublicKey?
    private var records: Int64 = 0
    private var sealed: Int64 = 0
    private var sequence: Int64 = 0
    private var head = Digest32.zero
    private var phase: String?
    /// What does not hold, and at which revision: the first thing that was found.
    private var found: (problem: ExportProblem, revision: Int64?)?

    /// Begins a check with the checkpoint of the header.
    ///
    /// - Parameters:
    ///   - header: The first line.
    ///   - published: The checkpoint that the person holds.
    ///   - key: The key by which they expect checkpoints to be signed.
    public init(
        _ header: ExportHeader, against published: Checkpoint? = nil,
        signedBy key: CheckpointPublicKey? = nil
    ) {
        self.header = header
        self.published = published
        self.key = key
        found = checkpointProblem.map { ($0, nil) }
    }

    /// Checks the next record.
    public mutating func add(_ record: ExportedRecord) {
        records += 1
        let hash = RecordHash.of(record.texts.map { $0.map { Array($0.utf8) } }, after: head)
        let problem = problem(of: record, hash)
        if found == nil, let problem { found = (problem, records) }
        if record.sequence <= header.checkpoint?.size ?? 0 { sealed += 1 }
        sequence = record.sequence
        head = hash
        phase = record["phase_after"] ?? record["phase_before"]
    }

    /// Whether there were more records than the header says: the export does not hold, and none
    /// after them changes that.
    public var hasSurplus: Bool { records > header.records }

    /// What was found, once all records have been added.
    public func report() -> ExportReport {
        var found = found
        if found == nil,
            records != header.records || !Self.isSame(head.hex, header.head)
                || !Self.isSame(phase, header.phase)
        {
            found = (.headerDiffers, nil)
        }
        return ExportReport(
            subject: header.subject, records: records, sealed: sealed,
            checkpoint: header.checkpoint,
            problem: found?.problem, revision: found?.revision, unchecked: unchecked)
    }

    private var checkpointProblem: ExportProblem? {
        guard Self.isSame(header.publicKey, header.checkpoint?.publicKey) else {
            return .keyMisnamed
        }
        guard let checkpoint = header.checkpoint else {
            return published == nil && key == nil ? nil : .notSealed
        }
        guard checkpoint.isSignatureValid else { return .signatureWrong }
        if let key, !key.isNamed(by: checkpoint) { return .keyDiffers }
        if let published, published != checkpoint { return .checkpointDiffers }
        return nil
    }

    /// - Parameter hash: The record's hash, computed after the head.
    private func problem(of record: ExportedRecord, _ hash: Digest32) -> ExportProblem? {
        guard record.revision == records, record.sequence > sequence,
            Self.isSame(record["subject"], header.subject.text)
        else { return .recordMissing }
        guard Self.isSame(record.previous, head.hex) else { return .chainBroken }
        guard Self.isSame(record.hash, hash.hex) else { return .recordAltered }
        guard let checkpoint = header.checkpoint, record.sequence <= checkpoint.size else {
            return record.inclusion == nil ? nil : .notProven
        }
        guard let path = record.inclusion else { return .notProven }
        let proof = InclusionProof(
            sequence: record.sequence, size: checkpoint.size, recordHash: hash, path: path)
        return proof.problem(size: checkpoint.size, root: checkpoint.root) == nil
            ? nil : .notProven
    }

    private var unchecked: [UncheckedPart] {
        var parts: [UncheckedPart] = []
        if header.checkpoint == nil {
            parts.append(.seal)
        } else {
            if sealed < records { parts.append(.unsealedRecords) }
            if key == nil, published == nil { parts.append(.key) }
            if published == nil { parts.append(.publication) }
        }
        return parts + [.laterRecords, .exportTime]
    }

    /// Whether both are the same bytes: `String` also takes other spellings for equal.
    private static func isSame(_ one: String?, _ other: String?) -> Bool {
        one.map { Array($0.utf8) } == other.map { Array($0.utf8) }
    }
}
