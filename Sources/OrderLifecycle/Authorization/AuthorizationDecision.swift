/// The answer to "may this call on an authorization be made now?", before anything is done.
public enum AuthorizationDecision: Hashable, Sendable {
    /// It may.
    case allowed(CallClearance)
    /// It may not, for all of these reasons; with the orders that stand in the way.
    case denied([AuthorizationDenialReason], openOrders: [OutOrderNumber])

    /// The word for this answer.
    public var code: CallDecision.Code {
        switch self {
        case .allowed: .allowed
        case .denied: .denied
        }
    }
}
