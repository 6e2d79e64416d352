/// The stable codes of ``VerificationFinding``; docs/reference/errors.md says what to do about
/// each.
///
/// In order of precedence where several concern the same record.
public enum VerificationFindingCode: String, Hashable, Sendable, CaseIterable {
    /// A sequence number is missing or does not follow the one before.
    case sequenceGap = "sequence_gap"
    /// What is stored is no record, or its words have no meaning.
    case recordUnreadable = "record_unreadable"
    /// The stored hash is not that of what is stored.
    case recordHashDiffers = "record_hash_differs"
    /// The record is dated before the one that precedes it.
    case recordTimeWentBack = "record_time_went_back"
    /// The record stands under a subject that it does not belong to.
    case recordMisplaced = "record_misplaced"
    /// The first record does not begin the journal, or a later one does.
    case beginningMisplaced = "beginning_misplaced"
    /// A revision of an order is missing or does not follow the one before.
    case revisionGap = "revision_gap"
    /// The record does not name the hash of its order's record before it.
    case chainBroken = "chain_broken"
    /// The event cannot happen where the order stood.
    case illegalTransition = "illegal_transition"
    /// The phases that the record names are not those that the replay gives.
    case phaseDiffers = "phase_differs"
    /// The record names an attempt that had not begun.
    case attemptUnknown = "attempt_unknown"
    /// The record goes on with an attempt that had ended.
    case attemptEnded = "attempt_ended"
    /// An attempt begins while another of the order is open, or under a name that is taken.
    case attemptOverlaps = "attempt_overlaps"
    /// A permit is issued twice, or spent without having been issued, or twice.
    case permitMisused = "permit_misused"
    /// A requested call is acknowledged, made or ended by what does not fit it, or after its end.
    case approvalMisused = "approval_misused"
    /// A notification is recorded twice, or is not found under its name.
    case notificationRepeated = "notification_repeated"
    /// The stored bytes of a request are missing, or are not those of the intent.
    case requestDiffers = "request_differs"
    /// The stored attempt is not what replaying its records gives.
    case attemptDiffers = "attempt_differs"
    /// The stored permit is not what replaying its records gives.
    case permitDiffers = "permit_differs"
    /// The stored requested call is not what replaying its records gives.
    case approvalDiffers = "approval_differs"
    /// The stored order is not what replaying its records gives.
    case orderDiffers = "order_differs"
    /// The stored authorization is not what replaying its records gives.
    case authorizationDiffers = "authorization_differs"
    /// An order is stored that has no records.
    case orderWithoutRecords = "order_without_records"
    /// An open attempt is stored that has no records.
    case attemptWithoutRecords = "attempt_without_records"
    /// A row is stored that no record accounts for, or one that must be there is missing.
    case rowUnexplained = "row_unexplained"
    /// The velocity limit is not what its records leave.
    case velocityLimitDiffers = "velocity_limit_differs"
    /// A decision names another policy than the one that was in force, or a change of policy names
    /// another one before it.
    case policyNotInForce = "policy_not_in_force"
    /// The policy in force is not the last that the records name.
    case policyDiffers = "policy_differs"
    /// Reading by order gives more or fewer records than reading all.
    case recordsUnlisted = "records_unlisted"
    /// What is kept to find or to count by is not what the rows say.
    case indexDiffers = "index_differs"
    /// A kept checkpoint cannot be read.
    case checkpointUnreadable = "checkpoint_unreadable"
    /// A checkpoint seals no more records than the one before it, or is kept at another position
    /// than the next.
    case checkpointOutOfOrder = "checkpoint_out_of_order"
    /// A checkpoint does not name the one before it.
    case checkpointChainBroken = "checkpoint_chain_broken"
    /// A checkpoint names another journal than the first record does.
    case checkpointOriginDiffers = "checkpoint_origin_differs"
    /// A checkpoint's signature is not that of the key that it names.
    case checkpointSignatureWrong = "checkpoint_signature_wrong"
    /// A checkpoint is signed with a key that no earlier record announces.
    case checkpointKeyUnknown = "checkpoint_key_unknown"
    /// The sealed records do not give the checkpoint's root.
    case checkpointRootDiffers = "checkpoint_root_differs"
    /// There are fewer records than a kept checkpoint seals.
    case journalTruncated = "journal_truncated"
    /// The head file is missing, damaged, or another journal's.
    case headUnusable = "head_unusable"
    /// There are fewer records than the head knows.
    case headAhead = "head_ahead"
    /// The record at the head's size is not the one that the head knows.
    case headRecordDiffers = "head_record_differs"
    /// The records do not give the root that the head knows.
    case headRootDiffers = "head_root_differs"
    /// The checkpoint that the head knows is not kept.
    case headCheckpointMissing = "head_checkpoint_missing"
    /// The published checkpoint names another journal than the first record does.
    case outsideOriginDiffers = "outside_origin_differs"
    /// The published checkpoint's signature is not that of the key that it names.
    case outsideSignatureWrong = "outside_signature_wrong"
    /// The published checkpoint is signed with a key that no record announces.
    case outsideKeyUnknown = "outside_key_unknown"
    /// There are fewer records than the published checkpoint seals.
    case outsideJournalShorter = "outside_journal_shorter"
    /// The records do not give the published checkpoint's root.
    case outsideRootDiffers = "outside_root_differs"

    /// The place in the order of precedence.
    var precedence: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
