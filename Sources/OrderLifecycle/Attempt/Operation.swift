/// A call that changes an order at WeChat, recorded as an intent before it is made.
public enum Operation: String, Hashable, Sendable, CaseIterable {
    case create, complete, cancel

    /// Whether the call can give up money for good, so that it rests on nothing old.
    public var givesMoneyUp: Bool {
        switch self {
        case .create, .complete: false
        case .cancel: true
        }
    }
}
