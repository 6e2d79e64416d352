/// An authorization as the control interface shows it: what a query would answer, and the orders
/// that keep it from being terminated.
struct ShownAuthorization: Encodable, Sendable {
    private let authorization: AuthorizationRecord
    private let openOrders: [String]

    private enum CodingKeys: String, CodingKey {
        case authorization
        case openOrders = "open_orders"
    }

    /// Shows an authorization; the numbers are those of all open orders, by their customers.
    init(_ authorization: ServiceAuthorization, openNumbers: [String: [String]]) {
        self.authorization = AuthorizationRecord(authorization)
        openOrders = (authorization.openID.flatMap { openNumbers[$0] } ?? []).sorted()
    }
}
