/// Why an attempt came to nothing.
public enum AttemptFailure: String, Hashable, Sendable, CaseIterable {
    /// No byte was sent: WeChat could not be reached, or too much time had passed since the record.
    case neverSent = "never_sent"
    /// The order changed, or the acknowledgement ran out, before the request was sent, or before it
    /// was sent again.
    case changed
    /// The order went where the call can have no effect, such as paid before it was cancelled.
    case overtaken
    /// WeChat showed no effect once the quiescence was over, and the bytes may not be sent again.
    case unchanged
}
