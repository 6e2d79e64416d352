import OrderJournal
import OrderLifecycle

/// When what could not be delivered is tried again.
struct WebhookSchedule: Sendable {
    let random: any RandomSource

    /// The pauses before the second try and those that follow; the last one stays.
    private static let pauses: [Int64] = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600]
    /// The same of a receiver that takes nothing.
    private static let receiverPauses: [Int64] = [1, 2, 5, 10, 30, 60]
    /// The longest pause that a receiver can ask for.
    private static let longestWish: Duration = .seconds(3600)
    /// How long a subject is tried before it is given up, and how often at least: time in which
    /// nothing is delivered does not count.
    static let patience: Duration = .seconds(3 * 86_400)
    static let leastTries = 12

    /// What is held of a subject after a try that failed.
    ///
    /// - Parameter earlier: What was held of it before that.
    func holding(
        _ subject: Subject, from revision: Int64, _ failure: WebhookFailure, at now: Timestamp,
        after earlier: HeldDelivery?
    ) -> HeldDelivery {
        let same = earlier?.revision == revision ? earlier : nil
        let (tries, since) = ((same?.tries ?? 0) + 1, same?.since ?? now)
        let isOver = tries >= Self.leastTries && now.since(since) >= Self.patience
        return HeldDelivery(
            subject: subject, revision: revision, tries: tries, since: since,
            retryAt: isOver ? nil : now.advanced(by: pause(Self.pauses, tries, failure)),
            problem: failure.explanation)
    }

    /// Where delivery stands after the receiver took nothing.
    func waiting(
        _ progress: WebhookProgress, _ failure: WebhookFailure, at now: Timestamp
    ) -> WebhookProgress {
        let tries = progress.tries + 1
        return WebhookProgress(
            sequence: progress.sequence, tries: tries,
            retryAt: now.advanced(by: pause(Self.receiverPauses, tries, failure)),
            problem: failure.explanation)
    }

    /// Whether a receiver is left alone until a moment; a clock that was set back must not make
    /// that longer than it ever is.
    func isAhead(_ moment: Timestamp, of now: Timestamp) -> Bool {
        moment > now && moment.since(now) <= Self.longestWish
    }

    /// A pause with up to a fifth more, so that many do not come back at once.
    private func pause(_ pauses: [Int64], _ tries: Int, _ failure: WebhookFailure) -> Duration {
        let milliseconds = pauses[min(max(1, tries), pauses.count) - 1] * 1000
        let drawn = random.bytes(2).reduce(0) { $0 << 8 | Int64($1) }
        let pause = Duration.milliseconds(milliseconds + milliseconds / 5 * drawn / 65_535)
        return max(pause, min(failure.retryAfter ?? .zero, Self.longestWish))
    }
}
