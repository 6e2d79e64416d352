/// A moment of the wall clock, to the millisecond.
public struct Timestamp: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// The last millisecond of the year 9999.
    public static let maximum: Int64 = 253_402_300_799_999

    /// Creates a moment.
    ///
    /// - Throws: ``InvalidValue`` if it lies before 1970 or after 9999.
    public init(milliseconds: Int64) throws(InvalidValue) {
        guard (0...Self.maximum).contains(milliseconds) else {
            throw InvalidValue(.time, .outOfRange(minimum: 0, maximum: Self.maximum))
        }
        self.milliseconds = milliseconds
    }

    /// Creates the moment that lies nearest to `milliseconds` within the years 1970 to 9999, for
    /// clocks that are out of their mind.
    public init(clamping milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, 0), Self.maximum)
    }

    /// Returns the moment that is later by the whole milliseconds of `duration`, or the last one
    /// there is; earlier if it is negative, or the first one there is.
    public func advanced(by duration: Duration) -> Timestamp {
        let step = duration.milliseconds
        let (sum, overflow) = milliseconds.addingReportingOverflow(step)
        return Timestamp(clamping: overflow ? (step > 0 ? Self.maximum : 0) : sum)
    }

    /// The time from `earlier` to this moment; negative if this is the earlier one.
    public func since(_ earlier: Timestamp) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }
}

extension Timestamp: Comparable {
    /// Tells whether the left moment is the earlier.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Timestamp: CustomStringConvertible {
    /// The moment in UTC as RFC 3339 writes it, such as `2026-01-31T08:00:00.000Z`.
    public var description: String {
        let day = milliseconds / 86_400_000
        let (year, month, dayOfMonth) = Self.civil(fromDays: day)
        let ofDay = milliseconds % 86_400_000
        let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(dayOfMonth, 2))"
        let hours = Self.padded(ofDay / 3_600_000, 2)
        let minutes = Self.padded(ofDay / 60_000 % 60, 2)
        let seconds = Self.padded(ofDay / 1000 % 60, 2)
        return "\(date)T\(hours):\(minutes):\(seconds).\(Self.padded(ofDay % 1000, 3))Z"
    }

    /// The Gregorian date of a day counted from 1970-01-01 (Howard Hinnant's `civil_from_days`).
    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
