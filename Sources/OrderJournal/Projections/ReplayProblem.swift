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
        case revisionOutOfOrder = "revision_out_of_order"
        case chainBroken = "chain_broken"
        case illegalTransition = "illegal_transition"
        case phaseDiffers = "phase_differs"
        case unknownAttempt = "unknown_attempt"
        case attemptEnded = "attempt_ended"
        case requestDiffers = "request_differs"
        case beginningMisplaced = "beginning_misplaced"
    }
}
