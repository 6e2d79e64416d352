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
    static func isValid(_ text: String) -> Bool { (try? Timestamp(beijing: text)) != nil }

    /// Whether the left of two valid moments is certainly the earlier; a day without a time is
    /// compared by its date.
    static func isEarlier(_ left: String, than right: String) -> Bool {
        let length = min(left.utf8.count, right.utf8.count)
        return left.utf8.prefix(length).lexicographicallyPrecedes(right.utf8.prefix(length))
    }
}
