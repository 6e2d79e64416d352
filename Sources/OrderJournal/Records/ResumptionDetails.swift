/// That a person let a journal go on after records, or the knowledge of them, were lost.
public struct ResumptionDetails: Hashable, Sendable {
    /// What was lost.
    public enum Loss: String, Hashable, Sendable, CaseIterable {
        /// There were fewer records than the head knew.
        case recordsMissing = "records_missing"
        /// The record at the head's size was another one.
        case recordsDiffer = "records_differ"
        /// The head's checkpoint was not among those kept.
        case checkpointMissing = "checkpoint_missing"
        /// The head file was missing.
        case headMissing = "head_missing"
        /// No slot of the head file could be read.
        case headDamaged = "head_damaged"
        /// The head file was another journal's.
        case headForeign = "head_foreign"
        /// The journal did not say which head file was its own.
        case headUnnamed = "head_unnamed"
    }

    /// What was lost.
    public let loss: Loss
    /// The epoch that begins with the record.
    public let epoch: Int64
    /// How many records there were.
    public let found: Int64
    /// How many records the head knew, where it said so.
    public let known: Int64?
    /// The root of the tree over those.
    public let knownRoot: Digest32?

    /// Creates an entry.
    public init(
        _ loss: Loss, epoch: Int64, found: Int64, known: Int64? = nil, knownRoot: Digest32? = nil
    ) {
        self.loss = loss
        self.epoch = epoch
        self.found = found
        self.known = known
        self.knownRoot = knownRoot
    }
}
