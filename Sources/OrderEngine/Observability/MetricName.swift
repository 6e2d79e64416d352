/// The names of the engine's metrics; docs/reference/observability.md lists them.
enum MetricName: String, Hashable, Sendable, CaseIterable {
    case decisions = "payscore_decisions"
    case attempts = "payscore_attempts"
    case notifications = "payscore_notifications"
    case alarms = "payscore_alarms"
    case outsideChanges = "payscore_outside_changes"
    case providerDuration = "payscore_provider_duration_seconds"
    case commitDuration = "payscore_commit_duration_seconds"
    case clockOffset = "payscore_clock_offset_seconds"
    case journalAhead = "payscore_journal_ahead_milliseconds"
    case openAttempts = "payscore_open_attempts"
    case velocityUsedCalls = "payscore_velocity_used_calls"
    case velocityLimitCalls = "payscore_velocity_limit_calls"
    case velocityUsedFen = "payscore_velocity_used_fen"
    case velocityLimitFen = "payscore_velocity_limit_fen"
    case velocityTripped = "payscore_velocity_limit_tripped"
    case unsealedRecords = "payscore_unsealed_records"
    case headLag = "payscore_head_lag_records"

    /// How a metric is kept.
    enum Kind: String, Hashable, Sendable {
        case counter, timer, gauge
    }

    /// How it is kept.
    var kind: Kind {
        switch self {
        case .decisions, .attempts, .notifications, .alarms, .outsideChanges: .counter
        case .providerDuration, .commitDuration: .timer
        case .clockOffset, .journalAhead, .openAttempts, .velocityUsedCalls, .velocityLimitCalls,
            .velocityUsedFen, .velocityLimitFen, .velocityTripped, .unsealedRecords, .headLag:
            .gauge
        }
    }

    /// The dimensions that each value of it has, in order.
    var dimensions: [MetricDimension] {
        switch self {
        case .decisions: [.call, .decision]
        case .attempts, .providerDuration: [.call, .outcome]
        case .notifications: [.event, .outcome]
        case .alarms, .outsideChanges: [.code]
        case .commitDuration: [.outcome]
        case .openAttempts: [.condition]
        case .clockOffset, .journalAhead, .velocityUsedCalls, .velocityLimitCalls,
            .velocityUsedFen, .velocityLimitFen, .velocityTripped, .unsealedRecords, .headLag:
            []
        }
    }
}
