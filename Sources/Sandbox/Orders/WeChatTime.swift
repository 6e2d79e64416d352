import Foundation

/// The spellings of time that WeChat Pay uses, all in China Standard Time (UTC+8).
enum WeChatTime {
    private static let chinaStandard = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt

    /// Spells an instant as `yyyyMMddHHmmss`, as pay score orders do.
    static func digits(of instant: Date) -> String {
        let style = Date.ISO8601FormatStyle(
            dateSeparator: .omitted, timeSeparator: .omitted, timeZone: chinaStandard)
        return String(instant.formatted(style).filter(\.isNumber).prefix(14))
    }

    /// Spells an instant as RFC 3339 with the offset `+08:00`, as the certificate list does.
    static func rfc3339(of instant: Date) -> String {
        let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: chinaStandard)
        return instant.formatted(style)
    }

    /// Spells an instant as RFC 3339 in UTC with milliseconds, for the request log.
    static func utcMilliseconds(of instant: Date) -> String {
        instant.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// Tells whether a text is a real day, `yyyyMMdd`, or a real second, `yyyyMMddHHmmss`.
    static func isDayOrSecond(_ text: String) -> Bool {
        let digits = Array(text.utf8)
        guard digits.count == 8 || digits.count == 14, digits.allSatisfy(isDigit) else {
            return false
        }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let year = number(0..<4)
        let month = number(4..<6)
        guard year >= 1, (1...12).contains(month) else { return false }
        guard (1...dayCount(ofMonth: month, year: year)).contains(number(6..<8)) else {
            return false
        }
        guard digits.count == 14 else { return true }
        return number(8..<10) < 24 && number(10..<12) < 60 && number(12..<14) < 60
    }

    /// Tells whether one moment lies before another, as far as the coarser of the two spellings
    /// shows.
    static func isBefore(_ earlier: String, _ later: String) -> Bool {
        let shown = min(earlier.utf8.count, later.utf8.count)
        return earlier.prefix(shown) < later.prefix(shown)
    }

    private static func dayCount(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
