import Foundation

/// When a notification that was not taken is sent again.
///
/// WeChat's pages print three schedules; this is the one of the merchant's own payscore pages.
enum NotificationSchedule {
    private static let gaps: [TimeInterval] = [
        15, 15, 30, 180, 1800, 1800, 1800, 1800, 3600,
    ]
    private static let hour: TimeInterval = 3600
    private static let threeDays: TimeInterval = 72 * 3600

    /// The seconds from one try to the next.
    ///
    /// - Returns: `nil` after the last try.
    static func gap(afterTry number: Int, of event: NotificationEvent) -> TimeInterval? {
        if number <= gaps.count { return gaps[number - 1] }
        let elapsed = gaps.reduce(0, +) + hour * TimeInterval(number - 1 - gaps.count)
        return event.goesOnHourly && elapsed + hour <= threeDays ? hour : nil
    }
}
