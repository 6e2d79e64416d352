import OrderLifecycle
import StrictJSON

/// That a command began a journal, where none was.
struct NewJournal: Hashable, Sendable {
    let path: String
    let merchant: MerchantID

    var words: String {
        told(
            "A new journal was begun at \(path) for mchid \(merchant).",
            zh: "已在 \(path) 新建审计账本，商户号 \(merchant)。")
    }

    var form: JSONValue { ["path": .string(path), "mchid": .string(merchant.text)] }
}
