public import OrderLifecycle

/// A moment or a day in Beijing time (UTC+8), the zone of every time in a request.
public struct BeijingTime: Hashable, Sendable {
    /// As WeChat writes it: `yyyyMMddHHmmss`, or `yyyyMMdd` for a day.
    public let text: String

    /// Takes a time that is written already; whether it is one is checked with the whole request.
    ///
    /// - Parameter text: `yyyyMMddHHmmss` or `yyyyMMdd`, in Beijing time.
    public init(written text: String) {
        self.text = text
    }

    /// The second in which a moment lies, in Beijing time.
    ///
    /// - Parameter moment: The moment, whatever zone a clock on the wall beside it shows.
    public init(_ moment: Timestamp) {
        text = moment.beijing
    }

    /// Returns the day in which a moment lies in Beijing.
    ///
    /// - Parameter moment: The moment; late in the evening of UTC, Beijing's day is the next.
    public static func day(of moment: Timestamp) -> BeijingTime {
        BeijingTime(written: String(moment.beijing.prefix(8)))
    }
}

extension BeijingTime: CustomStringConvertible {
    /// As WeChat writes it, with the zone: `20260131160000 in Beijing time (UTC+8)`.
    public var description: String { "\(text) \(WireTime.zone)" }
}
