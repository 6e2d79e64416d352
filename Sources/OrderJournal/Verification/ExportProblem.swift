/// Why an export does not hold.
public enum ExportProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// The checkpoint's signature is not that of the key that it names.
    case signatureWrong = "export_signature_wrong"
    /// The header names another key than its checkpoint.
    case keyMisnamed = "export_key_misnamed"
    /// The export has no checkpoint that could be compared.
    case notSealed = "export_not_sealed"
    /// The checkpoint is signed with another key than the one that was given.
    case keyDiffers = "export_key_differs"
    /// The export is under another checkpoint than the one that was given.
    case checkpointDiffers = "export_checkpoint_differs"
    /// A record is missing, out of place, or of another order.
    case recordMissing = "export_record_missing"
    /// A record does not follow the one before it.
    case chainBroken = "export_chain_broken"
    /// A record is not what its hash says.
    case recordAltered = "export_record_altered"
    /// A record that the checkpoint should seal is not proven to be under it.
    case notProven = "export_not_proven"
    /// Records are missing at the end, or the header was altered.
    case headerDiffers = "export_header_differs"
}

extension ExportProblem: CustomStringConvertible {
    /// What is wrong, for a person to read.
    public var description: String {
        switch self {
        case .signatureWrong: "the checkpoint is not signed by the key that it names"
        case .keyMisnamed: "the header names another key than its checkpoint"
        case .notSealed: "the export has no checkpoint to compare with what was given"
        case .keyDiffers: "the checkpoint is signed with another key than the one that was given"
        case .checkpointDiffers:
            "the export is under another checkpoint than the one that was given"
        case .recordMissing: "a record is missing before this one, or it is out of place"
        case .chainBroken: "this record does not follow the one before it"
        case .recordAltered: "this record was altered"
        case .notProven: "this record is not proven to be under the checkpoint"
        case .headerDiffers: "the header was altered, or records are missing at the end"
        }
    }
}
