/// WeChat's way to write a moment in an order: `yyyyMMddHHmmss`, or `yyyyMMdd` for a day.
enum WireTime {
    /// The zone of every moment, for explanations.
    static let zone = "in Beijing time (UTC+8)"

    /// The two forms, for explanations.
    static let form = "yyyyMMddHHmmss or yyyyMMdd, \(zone)"

    /// Stands for the moment at which the customer confirms.
    static let onAccept = "OnAccept"

    /// Whether the text has one of the forms and names a moment that exists.
    static func isValid(_ text: String) -> Bool {
        let digits = text.utf8.map { Int($0) - 0x30 }
        guard digits.count == 8 || digits.count == 14,
            digits.allSatisfy((0...9).contains)
        else { return false }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        guard (1...12).contains(month), (1...days(in: month, of: year)).contains(day) else {
            return false
        }
        guard digits.count == 14 else { return true }
        return number(8..<10) < 24 && number(10..<12) < 60 && number(12..<14) < 60
    }

    /// Whether the left of two valid moments is certainly the earlier; a day without a time is
    /// compared by its date.
    static func isEarlier(_ left: String, than right: String) -> Bool {
        let length = min(left.utf8.count, right.utf8.count)
        return left.utf8.prefix(length).lexicographicallyPrecedes(right.utf8.prefix(length))
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}
