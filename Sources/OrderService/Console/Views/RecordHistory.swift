import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// Records one after the other, and what proves them.
struct RecordHistory: Sendable {
    let records: [JournalRecord]
    /// The hash that the first record must name.
    let previous: Digest32
    let next: Int64?
    let checkpoint: Checkpoint?

    /// The records with their proofs.
    ///
    /// - Parameter place: Where the raw records are; `nil` if they are not shown.
    func views(_ place: String?) -> [RecordView] {
        var previous = previous
        return records.map { record in
            defer { previous = record.hash }
            return RecordView(
                record, RecordProof(record, after: previous, checkpoint),
                raw: place.map { "\($0)/\(record.revision)" })
        }
    }

    /// What the seal of each record rests on.
    var sealWords: String {
        guard let checkpoint else {
            return told(
                "No checkpoint seals the journal yet. ✓ chain: the record is what its hash says, "
                    + "and names the record before it.",
                zh: "尚无检查点封存账本。✓ 链：记录与其散列相符，并指明前一条记录。")
        }
        return told(
            "✓ chain: the record is what its hash says, and names the record before it. ✓ sealed: "
                + "the checkpoint of \(checkpoint.at.shown) covers it.",
            zh: "✓ 链：记录与其散列相符，并指明前一条记录。✓ 已封存：\(checkpoint.at.shown) 的检查点覆盖了它。")
    }
}
