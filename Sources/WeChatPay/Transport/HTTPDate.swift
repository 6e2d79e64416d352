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
            let day = Int64(parts.1), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts.2)), let year = Int64(parts.3),
            let hour = Int64(parts.4), hour < 24, let minute = Int64(parts.5), minute < 60,
            let second = Int64(parts.6), second <= 60
        else { return nil }
        let days = days(year, Int64(month) + 1, day)
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
        return try? Timestamp(milliseconds: seconds * 1000)
    }

    /// The days from 1970-01-01 to a Gregorian date (Howard Hinnant's `days_from_civil`).
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
