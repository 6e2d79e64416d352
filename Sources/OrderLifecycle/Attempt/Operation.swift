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

    /// What becomes of the money that the call gives up; `nil` of a call that gives none up.
    public var givenUpKind: GivenUpKind? {
        switch self {
        case .create, .complete: nil
        case .cancel: .forgiven
        }
    }
}

/// What becomes of money that is given up.
public enum GivenUpKind: String, Hashable, Sendable, CaseIterable {
    /// Nobody is paid.
    case forgiven
}
