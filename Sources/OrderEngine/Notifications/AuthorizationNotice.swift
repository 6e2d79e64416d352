public import OrderLifecycle

/// What WeChat announces about a customer's authorization (授权).
///
/// It names the customer, and is never recorded as it is; no description shows the name.
public struct AuthorizationNotice: Hashable, Sendable {
    /// What happened to an authorization.
    public enum Change: String, Hashable, Sendable, CaseIterable {
        /// The customer gave it: `PAYSCORE.USER_OPEN_SERVICE`.
        case opened = "user_open_service"
        /// The customer, or somebody for them, withdrew it: `PAYSCORE.USER_CLOSE_SERVICE`.
        case closed = "user_close_service"
    }

    /// What happened.
    public let change: Change
    /// The merchant's number of the authorization, where it was given in advance (商户预授权).
    public let code: AuthorizationCode?
    /// WeChat's `out_request_no`, where it was given in the older way.
    public let outRequestNumber: String?
    /// The customer: WeChat's `openid`.
    public let openID: String?
    /// When it happened: WeChat's `openorclose_time`; `nil` where that is not told.
    public let at: Timestamp?

    /// Creates a notice.
    public init(
        _ change: Change, code: AuthorizationCode?, outRequestNumber: String? = nil,
        openID: String? = nil, at: Timestamp? = nil
    ) {
        self.change = change
        self.code = code
        self.outRequestNumber = outRequestNumber
        self.openID = openID
        self.at = at
    }
}

extension AuthorizationNotice: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// What happened, and nothing that names the customer.
    public var description: String { change.rawValue }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing of the customer.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
