public import OrderLifecycle

/// What WeChat announces about a customer's authorization (授权).
public enum AuthorizationNotice: String, Hashable, Sendable, CaseIterable {
    /// The customer gave it: `PAYSCORE.USER_OPEN_SERVICE`.
    case opened = "user_open_service"
    /// The customer, or somebody for them, withdrew it: `PAYSCORE.USER_CLOSE_SERVICE`.
    case closed = "user_close_service"

    /// The authorization as the notice shows it.
    ///
    /// - Parameter moment: WeChat's `openorclose_time`.
    public func snapshot(at moment: Timestamp) -> AuthorizationSnapshot {
        switch self {
        case .opened: .opened(at: moment)
        case .closed: .closed(at: moment)
        }
    }
}
