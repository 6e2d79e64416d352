/// What a verified answer to a call on an authorization says.
public struct AuthorizationReceipt: Hashable, Sendable {
    /// WeChat's `apply_permissions_token`, with which the customer can agree for an hour; never
    /// recorded.
    public let token: String?

    /// Creates a receipt.
    ///
    /// - Parameter token: WeChat's `apply_permissions_token`.
    public init(token: String? = nil) {
        self.token = token
    }
}

extension AuthorizationReceipt: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Whether there is a token, and nothing of it.
    public var description: String { token == nil ? "‹no token›" : "‹token›" }
    /// Whether there is a token, and nothing of it.
    public var debugDescription: String { description }
    /// Nothing of the token.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
