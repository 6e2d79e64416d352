import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// A sum of money, in yuan and in fen.
struct MoneyView {
    let yuan: String
    let fen: String
    let grouped: String

    init(_ amount: Amount) {
        self.init(fen: amount.fen)
    }

    init(fen: Int64) {
        yuan = OrderPresentation.yuan(fen)
        self.fen = String(fen)
        grouped = Int(clamping: fen).grouped
    }
}
