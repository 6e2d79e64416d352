public import OrderJournal
public import OrderLifecycle

/// How a question or a call to WeChat ended.
public enum ProviderAnswer<Value: Sendable>: Sendable {
    /// A verified success.
    case accepted(Value, Evidence)
    /// A verified refusal.
    case refused(Refusal, Evidence)
    /// No verified word: the request may or may not have been carried out.
    case unknown(UnknownAnswer)
    /// No byte of the request left this machine.
    case notSent(UnreachableProvider)
}
