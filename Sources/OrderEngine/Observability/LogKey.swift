/// The metadata keys of the engine's log lines; there are no others.
enum LogKey: String, Hashable, Sendable, CaseIterable {
    /// The merchant's number of the order.
    case order
    /// The code of the customer's authorization.
    case authorization
    /// Which call.
    case call
    /// The attempt.
    case attempt
    /// What was decided.
    case decision
    /// Why, as codes.
    case reasons
    /// What is given up, in fen.
    case atStake = "at_stake"
    /// Why there is no decision, or why a permit cannot be used.
    case problem
    /// What a notification is about.
    case event
    /// How the attempt ended, or what became of the notification.
    case outcome
    /// Why it ended so, or has no outcome yet.
    case why
    /// What the engine was doing when it ended.
    case cause
    /// How long it took since the intent.
    case durationMilliseconds = "duration_ms"
    /// When it is looked into next.
    case nextAt = "next_at"
    /// The code of an alarm or an error.
    case code
    /// The record that is dated ahead of the clock.
    case sequence
    /// By how much.
    case aheadMilliseconds = "ahead_ms"
    /// How many calls were under way.
    case running
}
