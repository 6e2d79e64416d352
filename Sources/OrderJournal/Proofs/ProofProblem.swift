/// Why a proof is none, or cannot be made.
public enum ProofProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// A checkpoint's signature is not that of the key that it names.
    case signatureWrong = "proof_signature_wrong"
    /// A checkpoint is of another journal than what it is compared with.
    case journalDiffers = "proof_journal_differs"
    /// The older checkpoint seals more records than the newer one.
    case sizesBackwards = "proof_sizes_backwards"
    /// The proof is about trees of other sizes than the checkpoints.
    case sizeDiffers = "proof_size_differs"
    /// The record is not among those that the checkpoint seals.
    case recordOutside = "proof_record_outside"
    /// The journal has fewer records than the checkpoint seals, or one is missing.
    case journalShorter = "proof_journal_shorter"
    /// What is proven does not lead to the root that was sealed.
    case rootDiffers = "proof_root_differs"
}

extension ProofProblem: CustomStringConvertible {
    /// What is wrong, for a person to read.
    public var description: String {
        switch self {
        case .signatureWrong: "the checkpoint is not signed by the key that it names"
        case .journalDiffers: "the checkpoint is of another journal"
        case .sizesBackwards: "the older checkpoint seals more records than the newer one"
        case .sizeDiffers: "the proof is about other sizes than those of the checkpoints"
        case .recordOutside: "the checkpoint does not seal this record"
        case .journalShorter: "the journal lacks records that the checkpoint seals"
        case .rootDiffers: "this does not lead to the root that was sealed"
        }
    }
}
