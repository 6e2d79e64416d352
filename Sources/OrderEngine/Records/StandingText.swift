public import OrderLifecycle

/// A standing as records write it: a word, and what is known, such as
/// `awaiting_payment due=5000 paid=0` or `unclear why=amounts_missing was=in_service risk_fund=1`.
public enum StandingText {
    /// Returns the text of a standing.
    public static func text(_ standing: OrderStanding) -> String {
        switch standing {
        case .clear(let phase): text(phase)
        case .unclear(let why, nil): "unclear why=\(why.rawValue)"
        case .unclear(let why, let last?): "unclear why=\(why.rawValue) was=\(text(last))"
        }
    }

    /// Returns the text of a phase.
    public static func text(_ phase: OrderPhase) -> String {
        switch phase {
        case .created(let fund), .inService(let fund):
            phase.kind.rawValue + (fund.map { " risk_fund=\($0.fen)" } ?? "")
        case .awaitingPayment(let pending):
            "\(phase.kind.rawValue) due=\(pending.due.fen) paid=\(pending.paid.fen)"
        case .done(let paid): phase.kind.rawValue + (paid.map { " paid=\($0.fen)" } ?? "")
        case .revoked, .expired: phase.kind.rawValue
        }
    }

    /// Returns the standing of a text, or `nil` if the text is none.
    public static func standing(_ text: String) -> OrderStanding? {
        guard text.hasPrefix("unclear ") else { return phase(text).map(OrderStanding.clear) }
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count > 1, let why = value(of: "why", in: words[1]).flatMap(Unclarity.init)
        else { return nil }
        guard words.count > 2 else { return .unclear(why, last: nil) }
        guard let last = value(of: "was", in: words[2]).flatMap(phase) else { return nil }
        return .unclear(why, last: last)
    }

    /// Returns the phase of a text, or `nil` if the text is none.
    public static func phase(_ text: String) -> OrderPhase? {
        let words = text.utf8.split(separator: UInt8(ascii: " "))
        guard let first = words.first,
            let kind = OrderPhase.Kind(rawValue: String(Substring(first)))
        else { return nil }
        let amounts = words.dropFirst()
        switch kind {
        case .created: return known(amounts, "risk_fund").map { .created(riskFund: $0) }
        case .inService: return known(amounts, "risk_fund").map { .inService(riskFund: $0) }
        case .done: return known(amounts, "paid").map { .done(paid: $0) }
        case .revoked: return amounts.isEmpty ? .revoked : nil
        case .expired: return amounts.isEmpty ? .expired : nil
        case .awaitingPayment:
            guard amounts.count == 2, let first = amounts.first, let last = amounts.last,
                let due = amount("due", in: first), let paid = amount("paid", in: last)
            else { return nil }
            return PendingCollection(due: due, paid: paid).map { .awaitingPayment($0) }
        }
    }

    private typealias Word = Substring.UTF8View

    /// The one amount that may stand there: `.some(nil)` if none does, `nil` if something else.
    private static func known(_ words: ArraySlice<Word>, _ name: String) -> Amount?? {
        guard let word = words.first else { return .some(nil) }
        guard words.count == 1, let amount = amount(name, in: word) else { return nil }
        return .some(amount)
    }

    private static func amount(_ name: String, in word: Word) -> Amount? {
        value(of: name, in: Substring(word)).flatMap(Amount.init(decimal:))
    }

    private static func value(of name: String, in word: Substring) -> String? {
        let rest = word.utf8.dropFirst(name.utf8.count)
        guard word.utf8.starts(with: name.utf8), rest.first == UInt8(ascii: "=") else {
            return nil
        }
        return String(Substring(rest.dropFirst()))
    }
}

extension Amount {
    /// Creates an amount from decimal digits of fen, or `nil` if the text is not that.
    init?(decimal text: String) {
        guard let fen = Int64(text), String(fen) == text, let amount = try? Amount(fen: fen) else {
            return nil
        }
        self = amount
    }
}
