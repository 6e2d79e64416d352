public import OrderJournal
public import OrderLifecycle

/// How a call on an authorization ended.
public enum AuthorizationResult: Hashable, Sendable {
    /// We denied it; nothing was sent.
    case denied([AuthorizationDenialReason], openOrders: [OutOrderNumber], AuthorizationProjection)
    /// It was attempted; the receipt is there if WeChat accepted it in this very call.
    case attempted(AuthorizationReport, AuthorizationReceipt?)
}

extension AuthorizationResult {
    /// How the call ended, as a code.
    package var code: String {
        switch self {
        case .denied: "denied"
        case .attempted(let report, _): report.code
        }
    }
}
