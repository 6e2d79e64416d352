import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// A record as the timeline shows it, with its proof.
struct RecordView {
    let revision: Int64
    let at: MomentView
    let style: String
    let title: StyledView
    let change: StyledView?
    let who: String
    let reason: String?
    let details: String
    let hasDetails: Bool
    let chain: String
    let chainClass: String
    let seal: String
    let sealClass: String
    let raw: String?

    /// - Parameters:
    ///   - proof: Whether the record is what its hash says, and sealed.
    ///   - raw: Where it is shown as it is stored; `nil` where it is not.
    init(_ record: JournalRecord, _ proof: RecordProof, raw: String?) {
        let title = record.title
        revision = record.revision
        at = MomentView(record.at)
        style = title.pieces.first?.style.rawValue ?? Style.plain.rawValue
        self.title = StyledView(title)
        change = record.change.map { StyledView($0) }
        let facts = record.facts
        who = facts.first ?? ""
        reason = record.reason?.visible
        details = facts.dropFirst().joined(separator: " · ")
        hasDetails = facts.count > 1
        (chain, chainClass) = (proof.chain, proof.chainClass)
        (seal, sealClass) = (proof.seal, proof.sealClass)
        self.raw = raw
    }
}
