package import Foundation
package import OrderLifecycle

extension Timestamp {
    /// The moment in the person's zone as RFC 3339 writes it, such as
    /// `2026-01-31T16:00:00.000+08:00`; where times are plain, `2026-01-31 16:00:00`.
    package var shown: String {
        let audience = Audience.current
        let text = text(in: audience.zone)
        return audience.hasPlainTimes ? String(text.prefix(19)).replacing("T", with: " ") : text
    }

    /// The moment in Beijing time, in which WeChat has the times of orders, whatever the person's
    /// zone is.
    package var inBeijing: String { text(in: Audience.beijing) }

    /// The moment in a zone; in UTC where the zone's calendar ends before the moment.
    package func text(in zone: TimeZone) -> String {
        let moment = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        let offset = zone.secondsFromGMT(for: moment)
        guard offset != 0,
            let local = try? Timestamp(milliseconds: milliseconds + Int64(offset) * 1000)
        else { return description }
        let minutes = abs(offset) / 60
        let (hour, minute) = (minutes / 60, minutes % 60)
        return local.description.dropLast() + (offset < 0 ? "-" : "+")
            + (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }
}
