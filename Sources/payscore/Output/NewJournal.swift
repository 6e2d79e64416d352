import OrderLifecycle
import StrictJSON

/// That a command began a journal, where none was.
struct NewJournal: Hashable, Sendable {
    let path: String
    let merchant: MerchantID

    var words: String { "A new journal was begun at \(path) for mchid \(merchant)." }

    var form: JSONValue { ["path": .string(path), "mchid": .string(merchant.text)] }
}
