public import OrderLifecycle

/// A state as records write it: a word, and what is known, such as
/// `awaiting_payment due=5000 paid=0`, `done paid=5000 through=merchant` or
/// `indeterminate why=amounts_missing was=in_service risk_fund=1`.
public enum StateText {
    /// Returns the text of a state.
    public static func text(_ state: OrderState) -> String {
        switch state {
        case .known(let phase): text(phase)
        case .indeterminate(let why, nil): "indeterminate why=\(why.rawValue)"
        case .indeterminate(let why, let last?):
            "indeterminate why=\(why.rawValue) "
                + "was=\(text(last))"
        }
    }

    /// Returns the text of a phase.
    public static func text(_ phase: OrderPhase) -> String {
        let word = phase.kind.rawValue
        return switch phase {
        case .created(let fund?), .inService(let fund?): "\(word) risk_fund=\(fund.fen)"
        case .awaitingPayment(let pending):
            "\(word) due=\(pending.due.fen) paid=\(pending.paid.fen)"
        case .done(let paid, let route):
            word + (paid.map { " paid=\($0.fen)" } ?? "")
                + (route.map { " through=\($0.rawValue)" } ?? "")
        case .created(nil), .inService(nil), .revoked, .expired: word
        }
    }

    /// Returns the state of a text, or `nil` if the text is none.
    public static func state(_ text: String) -> OrderState? {
        guard text.hasPrefix("indeterminate ") else { return phase(text).map(OrderState.known) }
        let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count > 1,
            let why = value(of: "why", in: words[1]).flatMap(IndeterminateReason.init)
        else { return nil }
        guard words.count > 2 else { return .indeterminate(why, last: nil) }
        guard let last = value(of: "was", in: words[2]).flatMap(phase) else { return nil }
        return .indeterminate(why, last: last)
    }

    /// Returns the phase of a text, or `nil` if the text is none.
    public static func phase(_ text: String) -> OrderPhase? {
        var words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard let kind = OrderPhase.Kind(rawValue: String(Substring(words.removeFirst()))) else {
            return nil
        }
        // Takes the next word, if it is `name=value`.
        func next<Value>(_ name: String, _ read: (String) -> Value?) -> Value? {
            guard let word = words.first,
                let value = value(of: name, in: Substring(word)).flatMap(read)
            else { return nil }
            words.removeFirst()
            return value
        }
        func amount(_ name: String) -> Amount? { next(name) { Amount(decimal: $0) } }
        let phase: OrderPhase? =
            switch kind {
            case .created: .created(riskFund: amount("risk_fund"))
            case .inService: .inService(riskFund: amount("risk_fund"))
            case .done:
                .done(paid: amount("paid"), through: next("through", PaymentRoute.init))
            case .revoked: .revoked
            case .expired: .expired
            case .awaitingPayment: collection(due: amount("due"), paid: amount("paid"))
            }
        return words.isEmpty ? phase : nil
    }

    private static func collection(due: Amount?, paid: Amount?) -> OrderPhase? {
        guard let due, let paid else { return nil }
        return PendingCollection(due: due, paid: paid).map { .awaitingPayment($0) }
    }

    private static func value(of name: String, in word: Substring) -> String? {
        let start = "\(name)=".utf8
        guard word.utf8.starts(with: start) else { return nil }
        return String(Substring(word.utf8.dropFirst(start.count)))
    }
}

extension Amount {
    /// Creates an amount from decimal digits of fen without a sign or a leading zero, or `nil` if
    /// the text is not that.
    init?(decimal text: String) {
        guard let fen = Int64(text), String(fen) == text, let amount = try? Amount(fen: fen) else {
            return nil
        }
        self = amount
    }
}
