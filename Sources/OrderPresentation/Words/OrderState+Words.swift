package import OrderLifecycle

extension OrderPhase {
    /// What is known in the phase, for a person; absent where nothing is.
    package var knowledge: String? {
        switch self {
        case .created(let fund), .inService(let fund):
            fund.map { told("risk fund \($0)", zh: "风险金 \($0)") }
        case .awaitingPayment(let pending):
            pending.paid > .zero
                ? told(
                    "due \(pending.due), paid \(pending.paid)",
                    zh: "待付 \(pending.due)，已付 \(pending.paid)")
                : told("due \(pending.due)", zh: "待付 \(pending.due)")
        case .done(let paid, let route):
            (paid.map { told("paid \($0)", zh: "已付 \($0)") }
                ?? told("amount paid unknown", zh: "已付金额不明"))
                + (route.map { told(", \($0.word)", zh: "，\($0.word)") } ?? "")
        case .revoked, .expired: nil
        }
    }
}

extension PaymentRoute {
    /// Which way the payment took, in a few words.
    package var word: String {
        switch self {
        case .weChat: told("through WeChat", zh: "由微信收取")
        case .merchant: told("to the merchant, elsewhere", zh: "由商户在别处收取")
        case .both: told("through WeChat and elsewhere", zh: "微信和别处都有收取")
        }
    }
}

extension OrderState {
    /// The state in a few words, with its amounts.
    package var words: StyledText {
        switch self {
        case .known(let phase):
            "\(phase.kind.word, phase.kind.style)\(phase.knowledge.map { " · \($0)" } ?? "")"
        case .indeterminate(let why, let last):
            "\(told("indeterminate", zh: "不明 indeterminate"), .caution) · \(why.rawValue)"
                + StyledText(last.map { told(", was ", zh: "，原为 ") + $0.kind.word } ?? "")
        }
    }
}

extension OrderPhase.Kind {
    /// The phase for a person: its code, and beside it the Chinese word.
    package var word: String {
        switch self {
        case .created: told(rawValue, zh: "已创建 \(rawValue)")
        case .inService: told(rawValue, zh: "服务中 \(rawValue)")
        case .awaitingPayment: told(rawValue, zh: "待支付 \(rawValue)")
        case .done: told(rawValue, zh: "已完成 \(rawValue)")
        case .revoked: told(rawValue, zh: "已取消 \(rawValue)")
        case .expired: told(rawValue, zh: "已失效 \(rawValue)")
        }
    }

    package var style: Style {
        switch self {
        case .created, .inService: .accent
        case .awaitingPayment: .caution
        case .done: .good
        case .revoked, .expired: .dim
        }
    }
}
