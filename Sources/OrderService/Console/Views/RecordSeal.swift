import OrderJournal

/// The last checkpoint, and what it says of a record.
struct RecordSeal: Sendable {
    let checkpoint: Checkpoint
    /// Whether this service has compared all records that it seals with it, when it sealed last.
    let isCompared: Bool

    init(_ checkpoint: Checkpoint, isCompared: Bool) {
        self.checkpoint = checkpoint
        self.isCompared = isCompared && checkpoint.isSignatureValid
    }

    /// Whether it seals as many records; that they are the same is another question.
    func covers(_ sequence: Int64) -> Bool { checkpoint.size >= sequence }
}
