/// One record on its way to the receiver of a webhook.
public struct WebhookMessage: Sendable {
    /// `webhook-id`: the position of the record, the same at each try.
    public let id: String
    /// `webhook-timestamp`: when it is sent, in seconds since 1970.
    public let timestamp: Int64
    /// `webhook-signature`.
    public let signature: String
    /// The record in JSON, as `/v1/events` has it.
    public let body: [UInt8]

    /// The headers by which the receiver knows which message it is, and whose.
    public var headers: [(name: String, value: String)] {
        [
            ("webhook-id", id), ("webhook-timestamp", "\(timestamp)"),
            ("webhook-signature", signature), ("content-type", "application/json"),
        ]
    }
}
