public import OrderLifecycle

/// What the engine wants WeChat to do about an authorization; the adapter makes the request of it.
public enum AuthorizationWish: Hashable, Sendable {
    /// Pre-authorize a code; WeChat tells the address what the customer does.
    case request(AuthorizationCode, notifyURL: String?)
    /// End it, for a reason.
    case terminate(AuthorizationReference, CancelReason)

    /// The call.
    public var call: AuthorizationCall {
        switch self {
        case .request: .request
        case .terminate: .terminate
        }
    }
}
