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
    let seal: RecordSeal?

    /// The records with their proofs.
    ///
    /// - Parameter place: Where the raw records are; `nil` if they are not shown.
    func views(_ place: String?) -> [RecordView] {
        var previous = previous
        return records.map { record in
            defer { previous = record.hash }
            return RecordView(
                record, RecordProof(record, after: previous, seal),
                raw: place.map { "\($0)/\(record.revision)" })
        }
    }

    /// What the seal of each record rests on.
    var sealWords: String {
        guard let seal else {
            return told(
                "No checkpoint seals the journal yet. ✓ chain: the record is what its hash says, "
                    + "and names the record before it.",
                zh: "尚无检查点封存账本。✓ 链：记录与其散列相符，并指明前一条记录。")
        }
        let moment = seal.checkpoint.at.shown
        guard seal.isCompared else {
            return told(
                "✓ chain: the record is what its hash says, and names the record before it. The "
                    + "checkpoint of \(moment) covers as many records; this service has not found "
                    + "them to be the same. Seal now, or verify the journal.",
                zh: "✓ 链：记录与其散列相符，并指明前一条记录。\(moment) 的检查点覆盖到这里，但本服务尚未确认"
                    + "现有记录与它一致；请立即封存，或核验账本。")
        }
        return told(
            "✓ chain: the record is what its hash says, and names the record before it. ✓ sealed: "
                + "the checkpoint of \(moment) seals it; all records were compared with it when "
                + "the service sealed last.",
            zh: "✓ 链：记录与其散列相符，并指明前一条记录。✓ 已封存：\(moment) 的检查点封存了它；"
                + "本服务上次封存时已将全部记录与它比对。")
    }
}
