import Foundation
import OrderLifecycle

/// Reads the moment that an HTTP `Date` header names.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Reads the one form that senders may write, such as `Sun, 06 Nov 1994 08:49:37 GMT`; the
    /// name of the day is not compared with the date.
    static func moment(_ text: String) -> Timestamp? {
        let form =
            #/
            [A-Z][a-z]{2},\ ([0-9]{2})\ ([A-Z][a-z]{2})\ ([0-9]{4})
            \ ([0-9]{2}):([0-9]{2}):([0-9]{2})\ GMT
            /#
        guard let parts = text.wholeMatch(of: form)?.output,
            let day = Int32(parts.1), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts.2)), let year = Int32(parts.3),
            let hour = Int32(parts.4), hour < 24, let minute = Int32(parts.5), minute < 60,
            let second = Int32(parts.6), second <= 60
        else { return nil }
        var moment = tm()
        (moment.tm_year, moment.tm_mon, moment.tm_mday) = (year - 1900, Int32(month), day)
        (moment.tm_hour, moment.tm_min, moment.tm_sec) = (hour, minute, second)
        return try? Timestamp(milliseconds: Int64(timegm(&moment)) * 1000)
    }
}
