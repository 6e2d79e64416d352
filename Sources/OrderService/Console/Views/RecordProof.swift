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

    init(_ record: JournalRecord, after previous: Digest32, _ checkpoint: Checkpoint?) {
        let isWhole = RecordHash.of(record) == record.hash && record.previous == previous
        chain = isWhole ? told("✓ chain", zh: "✓ 链") : told("✗ chain broken", zh: "✗ 断链")
        chainClass = isWhole ? "is-good" : "is-bad"
        let isSealed = checkpoint.map { $0.size >= record.sequence && $0.isSignatureValid } ?? false
        seal = isSealed ? told("✓ sealed", zh: "✓ 已封存") : told("not sealed yet", zh: "尚未封存")
        sealClass = isSealed ? "is-good" : "is-dim"
    }
}
