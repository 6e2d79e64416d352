public import OrderLifecycle

/// What can be read of a journal at one moment.
public protocol JournalReader {
    /// An order, if it has records.
    func order(_ number: OutOrderNumber) throws -> OrderProjection?
    /// Orders by number, after `cursor`, of one phase's word (``OrderState/code``) or of all.
    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) throws
        -> [OrderProjection]
    /// The records of one subject after a revision, in order.
    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [JournalRecord]
    /// All records after a sequence number, in order.
    func records(after sequence: Int64, limit: Int) throws -> [JournalRecord]
    /// The digests of all records after a sequence number, in order. Without an implementation of
    /// its own they are computed of the records.
    func digests(after sequence: Int64, limit: Int) throws -> [RecordDigest]
    /// The outlines of all records after a place, by subject and revision. Without an
    /// implementation of its own they are read subject by subject.
    func outlinesBySubject(after place: RecordPlace?, limit: Int) throws -> [RecordOutline]
    /// The subjects that have records, in the order of their texts, after one.
    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject]
    /// An attempt.
    func attempt(_ id: AttemptID) throws -> AttemptProjection?
    /// Attempts by the moment of their intent, newest first; only those without outcome, or all.
    func attempts(openOnly: Bool, limit: Int) throws -> [AttemptProjection]
    /// An attempt's request in its envelope, as it is stored (``RequestEnvelope``).
    func request(of attempt: AttemptID) throws -> [UInt8]?
    /// A permit, by the digest of its token.
    func permit(_ digest: Digest32) throws -> PermitProjection?
    /// What counts towards the velocity limit: acknowledged cancels intended after `since` and
    /// after it was last reset.
    func velocityUsage(since: Timestamp) throws -> VelocityUsage
    /// The last record; `nil` in an empty journal.
    func lastRecord() throws -> JournalRecord?
    /// Position and moment of the last record; `nil` in an empty journal. Without an
    /// implementation of its own they are taken from the record.
    func end() throws -> JournalEnd?
    /// The checkpoints kept behind a position, oldest first; all of them behind 0.
    func checkpoints(after position: Int64, limit: Int) throws -> [KeptCheckpoint]
    /// The last checkpoint.
    func lastCheckpoint() throws -> Checkpoint?
    /// What is kept to find or to count by, such as an index, and is not what the rows themselves
    /// say; an explanation of each. Without an implementation of its own there is nothing.
    func indexProblems(limit: Int) throws -> [String]
    /// Rows that a verification takes for evidence and that no record accounts for, and those that
    /// must be there and are not; an explanation of each. What the replay of the records compares
    /// need not be looked for here. Without an implementation of its own there is nothing.
    func unexplainedRows(limit: Int) throws -> [String]
}

extension JournalReader {
    /// Which journal this is and whose; `nil` where it is empty.
    ///
    /// - Throws: ``ReplayProblem`` if the first record says something else, or whatever prevents
    ///   reading.
    public func beginning() throws -> BeginningDetails? {
        guard let first = try records(after: 0, limit: 1).first else { return nil }
        guard case .journal(.begun(let beginning)) = try first.content else {
            throw ReplayProblem(first, .beginningMisplaced)
        }
        return beginning
    }

    /// Nothing is kept beside what is read.
    public func indexProblems(limit: Int) -> [String] { [] }

    /// Nothing is stored but what the records make.
    public func unexplainedRows(limit: Int) -> [String] { [] }

    /// The whole of the last record is read.
    public func end() throws -> JournalEnd? { try lastRecord().map { JournalEnd($0) } }
}
