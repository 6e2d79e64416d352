import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// An order in a list.
struct OrderRowView {
    let number: String
    let path: String
    let code: String
    let word: String
    let amount: MoneyView?
    let amountWord: String
    let updated: MomentView
    let flags: [FlagView]

    init(_ order: OrderProjection) {
        let state = StateView(order.state)
        number = order.order.text
        path = order.order.inPath
        (code, word) = (state.code, state.word)
        (amount, amountWord) = (state.amount, state.amountWord)
        updated = MomentView(order.updatedAt)
        flags = order.flags
    }
}
