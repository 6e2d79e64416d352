/// What a check of an export cannot tell, or was not given the means to.
public enum UncheckedPart: String, Hashable, Sendable, CaseIterable {
    /// Nobody signed anything: whoever made the file may have invented it.
    case seal
    /// The records after the checkpoint rest on the file alone.
    case unsealedRecords = "unsealed_records"
    /// Whose key signed the checkpoint is only what the file claims.
    case key
    /// Whether this is the checkpoint that was published is not known.
    case publication
    /// Whether there are more records than these, only the journal can tell.
    case laterRecords = "later_records"
    /// When the export was made is not sealed.
    case exportTime = "export_time"
}

extension UncheckedPart: CustomStringConvertible {
    /// What was not checked, for a person to read.
    public var description: String {
        switch self {
        case .seal:
            "nothing is signed: the person who made the file could have invented it; ask for an "
                + "export under a checkpoint"
        case .unsealedRecords:
            "the records after the checkpoint rest on the file alone: ask for an export under a "
                + "later checkpoint"
        case .key:
            "the key that signed the checkpoint is only what the file claims: give the merchant's "
                + "with --key"
        case .publication:
            "that this checkpoint is the one that was published: give yours with --checkpoint"
        case .laterRecords:
            "that there are no later records: only the journal can show that"
        case .exportTime: "when the export was made: that is not sealed"
        }
    }
}
