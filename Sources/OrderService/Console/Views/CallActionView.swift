import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

/// A call that a person may begin from the page of an order.
struct CallActionView {
    let href: String
    let label: String
    let isPossible: Bool
    /// Whether something must be typed before it can be decided.
    let asksFirst: Bool
    let isGrave: Bool
    let note: String?

    /// - Returns: `nil` for a call that the console does not make, or that the visitor may not.
    init?(_ option: CallOption, _ order: OutOrderNumber, _ visit: ConsoleVisit) {
        guard let call = ConsoleCall(option.kind), visit.may(option.kind) else { return nil }
        href = call.path(on: order)
        label = call.label + "…"
        asksFirst = call != .cancel
        isGrave = call == .cancel
        switch option.decision {
        case .allowed(let clearance):
            (isPossible, note) = (true, clearance.notice?.sentence.words)
        case .needsAcknowledgement(let loss):
            isPossible = true
            // What a modify gives up is not known before its total is.
            note =
                call == .modify
                ? nil : told("gives up \(loss.atStake)", zh: "将放弃 \(loss.atStake)")
        case .denied(let denial):
            isPossible = false
            note = denial.sentences(telling: \.shown).map(\.words)
                .joined(separator: told(" ", zh: ""))
        }
    }
}
