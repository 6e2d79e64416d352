/// The messages of the engine's log lines; docs/reference/observability.md lists them.
///
/// Each is the same text every time. What differs is in the metadata.
enum LogMessage: String, Hashable, Sendable, CaseIterable {
    /// A decision was taken.
    case decision
    /// An intent is durable; what follows may be sent.
    case intent
    /// An attempt has its outcome.
    case settled
    /// An attempt has no outcome yet.
    case unresolved
    /// A notification was received.
    case notification
    /// A person should know of something at once.
    case alarm
    /// An attempt, or a round, could not be reconciled.
    case reconcile
    /// A sweep stopped before its end.
    case sweep
    /// A shutdown did not wait for all calls.
    case shutdown
}
