import Foundation
import OrderLifecycle

/// A moment that a person wrote: `2026-01-31`, `2026-01-31T16:00`, with seconds and a zone or
/// without.
enum GivenTime {
    /// What the option's help says.
    static let forms = "2026-01-31, 2026-01-31T16:00, 2026-01-31T16:00:00+08:00"

    /// Reads a moment.
    ///
    /// - Parameters:
    ///   - text: What was written.
    ///   - zone: The zone of what is written without one.
    ///   - isEnd: Whether a day stands for its end instead of its beginning.
    /// - Returns: `nil` if no moment is written there.
    static func read(_ text: String, in zone: TimeZone, isEnd: Bool = false) -> Timestamp? {
        let form =
            #/
            ([0-9]{4})-([0-9]{2})-([0-9]{2})
            (?:
                (?:T|\ )([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,3}))?)?
                (Z|[+-][0-9]{2}:[0-9]{2})?
            )?
            /#
        guard let match = text.wholeMatch(of: form)?.output else { return nil }
        func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
        var parts = DateComponents()
        (parts.year, parts.month, parts.day) = (number(match.1), number(match.2), number(match.3))
        (parts.hour, parts.minute, parts.second) =
            (number(match.4), number(match.5), number(match.6))
        guard let zone = match.8.map({ Self.zone($0) }) ?? zone else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        parts.timeZone = zone
        // A calendar takes 31 April for 1 May; what it makes must be what was written.
        let written: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute, .second]
        guard var date = calendar.date(from: parts) else { return nil }
        let read = calendar.dateComponents(written, from: date)
        guard read.year == parts.year, read.month == parts.month, read.day == parts.day,
            // A day may begin later than at midnight where the clocks go forward.
            match.4 == nil || (read.hour == parts.hour && read.minute == parts.minute),
            read.second == parts.second
        else { return nil }
        if isEnd, match.4 == nil {
            guard let next = calendar.date(byAdding: .day, value: 1, to: date) else { return nil }
            date = calendar.startOfDay(for: next)
        }
        let fraction = number(match.7.map { ($0 + "00").prefix(3) })
        let seconds = Int64(date.timeIntervalSince1970.rounded())
        return try? Timestamp(milliseconds: seconds * 1000 + Int64(fraction))
    }

    private static func zone(_ text: Substring) -> TimeZone? {
        if text == "Z" { return .gmt }
        let numbers = text.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 2, numbers[0] < 15, numbers[1] < 60 else { return nil }
        let seconds = numbers[0] * 3600 + numbers[1] * 60
        return TimeZone(secondsFromGMT: text.hasPrefix("-") ? -seconds : seconds)
    }
}
