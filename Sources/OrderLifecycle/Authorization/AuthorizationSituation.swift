/// All that a decision about a call on an authorization rests on.
public struct AuthorizationSituation: Hashable, Sendable {
    /// Where the authorization stands.
    public var state: AuthorizationState
    /// The customer's orders that are not closed, as far as the journal knows them.
    public var openOrders: [OutOrderNumber]
    /// Whether a call on this authorization has no known outcome yet.
    public var hasOpenAttempt: Bool

    /// Creates a situation.
    ///
    /// - Parameters:
    ///   - state: Where the authorization stands.
    ///   - openOrders: The customer's orders that are not closed.
    ///   - hasOpenAttempt: Whether an earlier call has no known outcome yet.
    public init(
        state: AuthorizationState, openOrders: [OutOrderNumber] = [], hasOpenAttempt: Bool = false
    ) {
        self.state = state
        self.openOrders = openOrders
        self.hasOpenAttempt = hasOpenAttempt
    }
}
