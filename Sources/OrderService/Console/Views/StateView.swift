import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// Where an order stands, and the amount that matters there.
struct StateView {
    let code: String
    let word: String
    let amount: MoneyView?
    let amountWord: String

    init(_ state: OrderState) {
        code = state.code
        switch state {
        case .known(let phase):
            word = phase.kind.word
            switch phase {
            case .created(let fund), .inService(let fund):
                amount = fund.map { MoneyView($0) }
                amountWord = told("risk fund", zh: "风险金")
            case .awaitingPayment(let pending):
                amount = MoneyView(pending.due)
                amountWord = told("due", zh: "待付")
            case .done(let paid, _):
                amount = paid.map { MoneyView($0) }
                amountWord = told("paid", zh: "已付")
            case .revoked, .expired: (amount, amountWord) = (nil, "")
            }
        case .indeterminate(let why, _):
            word = "\(told("indeterminate", zh: "不明 indeterminate")) · \(why.rawValue)"
            (amount, amountWord) = (nil, "")
        }
    }
}
