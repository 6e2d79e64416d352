import OrderLifecycle

extension OrderPhase {
    /// What is known in the phase, for a person; absent where nothing is.
    var knowledge: String? {
        switch self {
        case .created(let fund), .inService(let fund): fund.map { "risk fund \($0)" }
        case .awaitingPayment(let pending):
            pending.paid > .zero
                ? "due \(pending.due), paid \(pending.paid)" : "due \(pending.due)"
        case .done(let paid): paid.map { "paid \($0)" } ?? "amount paid unknown"
        case .revoked, .expired: nil
        }
    }
}

extension OrderState {
    /// The state in a few words, with its amounts.
    var words: StyledText {
        switch self {
        case .known(let phase):
            "\(phase.kind.rawValue, phase.kind.style)\(phase.knowledge.map { " · \($0)" } ?? "")"
        case .indeterminate(let why, let last):
            "\("indeterminate", .caution) · \(why.rawValue)"
                + StyledText(last.map { ", was \($0.kind.rawValue)" } ?? "")
        }
    }
}

extension OrderPhase.Kind {
    var style: Style {
        switch self {
        case .created, .inService: .accent
        case .awaitingPayment: .caution
        case .done: .good
        case .revoked, .expired: .dim
        }
    }
}
