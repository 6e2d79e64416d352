public import OrderLifecycle

/// A state as records write it: a word, and what is known, such as
/// `awaiting_payment due=5000 paid=0` or
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
        TextWriter.text(upTo: maxPhaseLength) { write(phase, &$0) }
    }

    /// Tells whether a text is that of a state, or both are absent; every record is compared in
    /// two of them, and a phase makes no text for it.
    static func isText(_ text: String?, of state: OrderState?) -> Bool {
        guard let text, case .known(let phase)? = state else {
            return text == state.map { self.text($0) }
        }
        return TextWriter.writes(text, upTo: maxPhaseLength) { write(phase, &$0) }
    }

    private static func write(_ phase: OrderPhase, _ text: inout TextWriter) {
        func add(_ name: String, _ amount: Amount?) {
            guard let amount else { return }
            text.add(name)
            text.add(amount.fen)
        }
        text.add(phase.kind.rawValue)
        switch phase {
        case .created(let fund), .inService(let fund): add(" risk_fund=", fund)
        case .awaitingPayment(let pending):
            add(" due=", pending.due)
            add(" paid=", pending.paid)
        case .done(let paid): add(" paid=", paid)
        case .revoked, .expired: break
        }
    }

    /// The most bytes of a phase's text: a word, and twice a name with up to ten digits.
    private static let maxPhaseLength = 64

    /// Returns the state of a text, or `nil` if the text is none.
    public static func state(_ text: String) -> OrderState? {
        guard text.hasPrefix("indeterminate ") else { return phase(text).map(OrderState.known) }
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count > 1,
            let why = value(of: "why", in: words[1]).flatMap(IndeterminateReason.init)
        else { return nil }
        guard words.count > 2 else { return .indeterminate(why, last: nil) }
        guard let last = value(of: "was", in: words[2]).flatMap(phase) else { return nil }
        return .indeterminate(why, last: last)
    }

    /// Returns the phase of a text, or `nil` if the text is none.
    public static func phase(_ text: String) -> OrderPhase? {
        text.withBytes { bytes in
            var words = WordReader(bytes)
            guard let phase = phase(&words), words.isAtEnd else { return nil }
            return phase
        }
    }

    private static func phase(_ words: inout WordReader) -> OrderPhase? {
        guard let kind = words.word().flatMap(OrderPhase.Kind.init(rawValue:)) else { return nil }
        switch kind {
        case .created: return .created(riskFund: words.amount("risk_fund"))
        case .inService: return .inService(riskFund: words.amount("risk_fund"))
        case .done: return .done(paid: words.amount("paid"))
        case .revoked: return .revoked
        case .expired: return .expired
        case .awaitingPayment:
            guard let due = words.amount("due"), let paid = words.amount("paid") else { return nil }
            return PendingCollection(due: due, paid: paid).map { .awaitingPayment($0) }
        }
    }

    private static func value(of name: String, in word: Substring) -> String? {
        let rest = word.utf8.dropFirst(name.utf8.count)
        guard word.utf8.starts(with: name.utf8), rest.first == UInt8(ascii: "=") else {
            return nil
        }
        return String(Substring(rest.dropFirst()))
    }
}

/// Reads words from left to right as they lie in memory; every order's row is read through here.
private struct WordReader {
    private var rest: UnsafeBufferPointer<UInt8>.SubSequence

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        rest = bytes[...]
    }

    /// Whether nothing is left; what could not be read is.
    var isAtEnd: Bool { rest.isEmpty }

    mutating func word() -> String? {
        let word = rest.prefix { $0 != UInt8(ascii: " ") }
        rest = rest[word.endIndex...]
        return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
    }

    /// Reads `name=amount` after a space, if that stands next.
    mutating func amount(_ name: StaticString) -> Amount? {
        guard rest.first == UInt8(ascii: " ") else { return nil }
        let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        let word = rest.dropFirst()
        let value = word.dropFirst(name.count)
        guard word.starts(with: name), value.first == UInt8(ascii: "=") else { return nil }
        let digits = value.dropFirst().prefix { $0 != UInt8(ascii: " ") }
        guard let amount = Amount(digits: digits) else { return nil }
        rest = rest[digits.endIndex...]
        return amount
    }
}

extension Amount {
    /// Creates an amount from decimal digits of fen, or `nil` if the text is not that.
    init?(decimal text: String) {
        self.init(digits: text.utf8)
    }

    /// Creates an amount from decimal digits without sign or leading zero.
    fileprivate init?(digits: some Collection<UInt8>) {
        guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else {
            return nil
        }
        var fen: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tens, isTooLarge) = fen.multipliedReportingOverflow(by: 10)
            let (sum, isOver) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !isTooLarge, !isOver else { return nil }
            fen = sum
        }
        guard let amount = try? Amount(fen: fen) else { return nil }
        self = amount
    }
}
