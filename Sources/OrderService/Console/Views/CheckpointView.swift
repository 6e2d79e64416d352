import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// A checkpoint in full.
struct CheckpointView {
    let at: MomentView
    let utc: String
    let size: String
    let origin: String
    let root: String
    let signature: String
    let signatureClass: String
    let verifierKey: String
    let note: String

    init(_ checkpoint: Checkpoint) {
        at = MomentView(checkpoint.at)
        utc = Audience(.english).withPlainTimes.told { checkpoint.at.shown }
        size = counted(checkpoint.size, "record", "records", zh: "条记录")
        origin = "\(checkpoint.origin)"
        root = checkpoint.root.hex
        let isValid = checkpoint.isSignatureValid
        signature =
            isValid
            ? told("valid for the key below", zh: "与下面的密钥相符")
            : told("not valid for the key below", zh: "与下面的密钥不符")
        signatureClass = isValid ? "is-good" : "is-bad"
        verifierKey = checkpoint.verifierKey
        note = checkpoint.note
    }
}
