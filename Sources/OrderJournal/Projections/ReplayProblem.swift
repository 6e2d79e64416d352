/// A record that does not follow from those before it.
public struct ReplayProblem: Error, Hashable, Sendable {
    /// The record's position in the journal.
    public let sequence: Int64
    /// What does not follow.
    public let kind: Kind

    /// Creates a problem with a record.
    public init(_ record: JournalRecord, _ kind: Kind) {
        sequence = record.sequence
        self.kind = kind
    }

    /// What may not follow.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The revision is not the next one of its subject.
        case revisionOutOfOrder = "revision_out_of_order"
        /// The record does not name the hash of its subject's record before it.
        case chainBroken = "chain_broken"
        /// The event cannot happen where the order stood.
        case illegalTransition = "illegal_transition"
        /// The record names other phases than the replay gives.
        case phaseDiffers = "phase_differs"
        /// The record goes on with an attempt that never began.
        case unknownAttempt = "unknown_attempt"
        /// The record goes on with an attempt that had ended.
        case attemptEnded = "attempt_ended"
        /// The stored request is missing, or is not that of the intent.
        case requestDiffers = "request_differs"
        /// The record goes on with a requested call that it does not fit, or that had ended.
        case approvalMisused = "approval_misused"
        /// The first record does not begin the journal, or a later one begins it again.
        case beginningMisplaced = "beginning_misplaced"
    }
}

extension JournalRecord {
    /// Makes sure that the record is the one after a revision of its subject, and names its hash.
    func checkFollows(_ revision: Int64, _ head: Digest32) throws(ReplayProblem) {
        guard self.revision == revision + 1 else {
            throw ReplayProblem(self, .revisionOutOfOrder)
        }
        guard previous == head else { throw ReplayProblem(self, .chainBroken) }
    }
}
