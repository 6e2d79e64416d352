import Foundation
import OrderLifecycle

/// Reads the moments in WeChat's answers, such as `2018-06-08T10:34:56+08:00`.
enum RFC3339 {
    /// Reads a moment; `nil` if the text is none, or names one that does not exist.
    static func timestamp(_ text: String) -> Timestamp? {
        let form =
            #/
            ([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})
            (?:\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))
            /#
        guard let parts = text.wholeMatch(of: form)?.output,
            let year = Int32(parts.1), let month = Int32(parts.2), (1...12).contains(month),
            let day = Int32(parts.3), (1...31).contains(day),
            let hour = Int32(parts.4), hour < 24, let minute = Int32(parts.5), minute < 60,
            let second = Int32(parts.6), second <= 60,
            let aheadHours = Int64(parts.9 ?? "0"), aheadHours < 24,
            let aheadMinutes = Int64(parts.10 ?? "0"), aheadMinutes < 60
        else { return nil }
        var moment = tm()
        (moment.tm_year, moment.tm_mon, moment.tm_mday) = (year - 1900, month - 1, day)
        (moment.tm_hour, moment.tm_min, moment.tm_sec) = (hour, minute, second)
        let seconds = Int64(timegm(&moment))
        // The library carries a day that its month does not have over to the next month.
        guard moment.tm_mday == day || second == 60 else { return nil }
        let fraction = (parts.7.map { String($0) } ?? "") + "000"
        let milliseconds = Int64(fraction.prefix(3)) ?? 0
        let ahead = (aheadHours * 60 + aheadMinutes) * 60 * (parts.8 == "-" ? -1 : 1)
        return try? Timestamp(milliseconds: (seconds - ahead) * 1000 + milliseconds)
    }
}
