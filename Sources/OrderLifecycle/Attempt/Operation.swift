/// A call that changes an order at WeChat, recorded as an intent before it is made.
public enum Operation: String, Hashable, Sendable, CaseIterable {
    case create, complete, cancel
}
