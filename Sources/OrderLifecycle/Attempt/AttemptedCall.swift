/// What an attempt is at: a call on an order, or on an authorization.
public enum AttemptedCall: Hashable, Sendable {
    /// A call on an order.
    case order(OrderCall)
    /// A call on an authorization.
    case authorization(AuthorizationCall)

    /// The call on an order, where it is one.
    public var order: OrderCall? {
        switch self {
        case .order(let call): call
        case .authorization: nil
        }
    }

    /// The call without what it asks for.
    public var kind: Kind {
        switch self {
        case .order(let call): .order(call.kind)
        case .authorization(let call): .authorization(call)
        }
    }
}

extension AttemptedCall {
    /// The calls without what they ask for; the raw value is the word that records write.
    public enum Kind: Hashable, Sendable, RawRepresentable {
        /// A call on an order.
        case order(OrderCall.Kind)
        /// A call on an authorization.
        case authorization(AuthorizationCall)

        /// Reads a word, or returns `nil` if it names no call.
        public init?(rawValue word: String) {
            if let kind = OrderCall.Kind(rawValue: word) {
                self = .order(kind)
            } else if let call = AuthorizationCall(rawValue: word) {
                self = .authorization(call)
            } else {
                return nil
            }
        }

        /// The word that records write.
        public var rawValue: String {
            switch self {
            case .order(let kind): kind.rawValue
            case .authorization(let call): call.rawValue
            }
        }

        /// What becomes of the money that the call gives up; `nil` of a call that gives none up.
        public var givenUpKind: GivenUpKind? {
            switch self {
            case .order(let kind): kind.rules.givenUpKind
            case .authorization: nil
            }
        }
    }
}
