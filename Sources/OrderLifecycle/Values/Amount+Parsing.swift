extension Amount {
    /// Reads an amount as a person writes it: `128.00`, `¥128`, `¥128.00`, `128元` and `128.00元`
    /// are yuan, `12800 fen` and `12800分` are fen.
    ///
    /// A yuan amount has two decimals, the sign or the word; a bare number is refused, since it
    /// could be yuan or fen.
    ///
    /// - Throws: ``InvalidValue`` of the field `amount`, which says how a bare number could be
    ///   read.
    public init(parsing text: String) throws(InvalidValue) {
        var digits = text[...].trimmed
        guard !digits.isEmpty else { throw InvalidValue(.amount, .empty) }
        let hasSign = digits.removePrefix(["¥", "￥"])
        let isFen = digits.removeSuffix(["fen", "分"])
        let isYuan = digits.removeSuffix(["元"])
        guard !(isFen && (hasSign || isYuan)) else { throw InvalidValue(.amount, .notAnAmount) }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap(Self.number) else {
            throw InvalidValue(.amount, .notAnAmount)
        }
        if parts.count == 1 {
            guard isFen || hasSign || isYuan else {
                throw InvalidValue(.amount, .noUnit(number: whole))
            }
            try self.init(fen: isFen ? whole : whole * 100)
        } else {
            guard parts.count == 2, !isFen, parts[1].utf8.count == 2,
                let cents = Self.number(parts[1])
            else { throw InvalidValue(.amount, .notAnAmount) }
            try self.init(fen: whole * 100 + cents)
        }
    }

    /// A number of at most ten digits, so that a hundred times it does not overflow.
    private static func number(_ text: Substring) -> Int64? {
        guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit) else {
            return nil
        }
        return Int64(text)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    fileprivate mutating func removePrefix(_ marks: [String]) -> Bool {
        guard let mark = marks.first(where: hasPrefix) else { return false }
        self = dropFirst(mark.count).trimmed
        return true
    }

    fileprivate mutating func removeSuffix(_ marks: [String]) -> Bool {
        guard let mark = marks.first(where: hasSuffix) else { return false }
        self = dropLast(mark.count).trimmed
        return true
    }
}
