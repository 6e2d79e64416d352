public import OrderLifecycle

/// Whether a call may be made now.
public struct CallOption: Hashable, Sendable {
    /// The call.
    public let kind: OrderCall.Kind
    /// The answer.
    public let decision: CallDecision
}

extension CallOption: CustomStringConvertible {
    /// The call and the answer: `cancel: denied: protected`.
    public var description: String { "\(kind.rawValue): \(decision)" }
}
