import OrderLifecycle

/// What an audit reads of a journal at one moment, beside what the engine reads: all records,
/// checkpoints, and whatever else is stored.
public protocol JournalReader: OrderReader {
    /// The digests of all records after a sequence number, in order. Without an implementation of
    /// its own they are computed of the records.
    func digests(after sequence: Int64, limit: Int) throws -> [RecordDigest]
    /// The subjects that have records, in the order of their texts, after one.
    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject]
    /// The last record; `nil` in an empty journal.
    func lastRecord() throws -> JournalRecord?
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
    /// Nothing is kept beside what is read.
    public func indexProblems(limit: Int) -> [String] { [] }

    /// Nothing is stored but what the records make.
    public func unexplainedRows(limit: Int) -> [String] { [] }

    /// The digests are computed of the records.
    public func digests(after sequence: Int64, limit: Int) throws -> [RecordDigest] {
        try records(after: sequence, limit: limit).map { RecordDigest(of: $0) }
    }

    /// The whole of the last record is read.
    public func end() throws -> JournalEnd? { try lastRecord().map { JournalEnd($0) } }
}
