import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// Whether a record is what its hash says, follows the one before it, and is sealed.
struct RecordProof {
    let chain: String
    let chainClass: String
    let seal: String
    let sealClass: String

    init(_ record: JournalRecord, after previous: Digest32, _ known: RecordSeal?) {
        let isWhole = RecordHash.of(record) == record.hash && record.previous == previous
        chain = isWhole ? told("✓ chain", zh: "✓ 链") : told("✗ chain broken", zh: "✗ 断链")
        chainClass = isWhole ? "is-good" : "is-bad"
        guard let known, known.covers(record.sequence) else {
            (seal, sealClass) = (told("not sealed yet", zh: "尚未封存"), "is-dim")
            return
        }
        // A place below a checkpoint is no proof of what stands there.
        (seal, sealClass) =
            known.isCompared
            ? (told("✓ sealed", zh: "✓ 已封存"), "is-good")
            : (told("seal not compared", zh: "封存未比对"), "is-dim")
    }
}
