import OrderLifecycle

/// How far a webhook's receiver has the records.
struct WebhookStatus: Hashable, Sendable {
    let receiver: String
    /// How many records were not looked at yet.
    let behind: Int64
    /// How many subjects have a record that was not taken.
    let waiting: Int
    /// How many were given up.
    let dead: Int
    /// Before when the receiver, which took nothing, is not tried again.
    let retryAt: Timestamp?
    let problem: String?
}
