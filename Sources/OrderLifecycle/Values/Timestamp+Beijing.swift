// Moments as WeChat writes them in orders, in Beijing time whatever the machine's zone is.

extension Timestamp {
    /// Reads a moment as WeChat writes it: `yyyyMMddHHmmss`, or `yyyyMMdd` for the beginning of
    /// that day, in Beijing time (UTC+8).
    ///
    /// - Throws: ``InvalidValue`` for another form, a moment that does not exist, or one before
    ///   1970.
    public init(beijing text: String) throws(InvalidValue) {
        let digits = text.utf8.map { Int64($0) - 0x30 }
        func number(_ range: Range<Int>) -> Int64 { digits[range].reduce(0) { $0 * 10 + $1 } }
        guard digits.count == 8 || digits.count == 14,
            digits.allSatisfy({ (0...9).contains($0) })
        else { throw InvalidValue(.paidAt, .notBeijingTime) }
        let days = Self.days(year: number(0..<4), month: number(4..<6), day: number(6..<8))
        let ofDay =
            digits.count == 8
            ? 0 : (number(8..<10) * 60 + number(10..<12)) * 60 + number(12..<14)
        let seconds = days * 86_400 + ofDay - Self.beijingOffset
        // A day or an hour that does not exist is written otherwise.
        guard let moment = try? Timestamp(milliseconds: seconds * 1000),
            moment.beijing.hasPrefix(text)
        else { throw InvalidValue(.paidAt, .notBeijingTime) }
        self = moment
    }

    /// The moment as WeChat writes it: `yyyyMMddHHmmss` in Beijing time, without its fraction of a
    /// second.
    public var beijing: String {
        let local = advanced(by: .seconds(Self.beijingOffset))
        return String(local.description.filter(\.isNumber).prefix(14))
    }

    /// The moment without its fraction of a second, which WeChat does not take.
    public var inWholeSeconds: Timestamp { Timestamp(clamping: milliseconds / 1000 * 1000) }

    private static let beijingOffset: Int64 = 28_800

    /// The day counted from 1970-01-01 (Howard Hinnant's `days_from_civil`).
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
