package import OrderEngine
import OrderJournal
import OrderLifecycle

extension RecordNote {
    /// Who said what of the record, for a person.
    package var words: String {
        let (actor, said) = (record.caller.actor, record.reason ?? "")
        return switch stance {
        case .explains: told("\(actor) explains: “\(said)”.", zh: "\(actor) 说明：“\(said)”。")
        case .disputes:
            told("\(actor) disputes that: “\(said)”.", zh: "\(actor) 提出异议：“\(said)”。")
        }
    }
}
