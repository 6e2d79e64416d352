import OrderLifecycle

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

    /// The moment that a text of the longer form names, in Beijing time; `nil` of any other text.
    static func moment(_ text: String) -> Timestamp? {
        guard isValid(text), text.utf8.count == 14 else { return nil }
        let digits = text.utf8.map { Int64($0) - 0x30 }
        func number(_ range: Range<Int>) -> Int64 { digits[range].reduce(0) { $0 * 10 + $1 } }
        // Days since 1970, counted in years that begin with March.
        let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        let (years, months) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let days =
            years * 365 + years / 4 - years / 100 + years / 400 + (months * 153 + 2) / 5 + day
            - 719_469
        let seconds = number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14)
        return try? Timestamp(milliseconds: (days * 86_400 + seconds - 8 * 3600) * 1000)
    }

    /// Whether the left of two valid moments is certainly the earlier; a day without a time is
    /// compared by its date.
    static func isEarlier(_ left: String, than right: String) -> Bool {
        let length = min(left.utf8.count, right.utf8.count)
        return left.utf8.prefix(length).lexicographicallyPrecedes(right.utf8.prefix(length))
    }

    /// The moment of a valid text with a time, which is Beijing's; `nil` of any other.
    static func moment(_ text: String) -> Timestamp? {
        guard text.utf8.count == 14, isValid(text) else { return nil }
        let digits = text.utf8.map { Int64($0) - 0x30 }
        func number(_ range: Range<Int>) -> Int64 { digits[range].reduce(0) { $0 * 10 + $1 } }
        let (year, month) = (Int(number(0..<4)), Int(number(4..<6)))
        let past = year - 1
        let leapDays = past / 4 - past / 100 + past / 400
        let ofYear = (1..<month).reduce(0) { $0 + days(in: $1, of: year) }
        // 719162 days before 1970 begin with the year 1.
        let day = Int64(past * 365 + leapDays + ofYear - 719_162) + number(6..<8) - 1
        let second = number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14)
        let beijing: Int64 = 28_800
        return try? Timestamp(milliseconds: (day * 86_400 + second - beijing) * 1000)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}
