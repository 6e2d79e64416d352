import OrderJournal
import OrderLifecycle

/// What became of a notification in its commit.
struct TakenNotification: Sendable {
    let answer: NotificationAnswer
    /// The attempt that it settled, with the outcome.
    var settled: (attempt: AttemptProjection, outcome: AttemptOutcome)?
}
