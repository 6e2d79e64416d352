/// An authorization as the control interface shows it: what a query would answer, and the orders
/// that keep it from being terminated.
struct ShownAuthorization: Encodable, Sendable {
    private let authorization: AuthorizationRecord
    private let openOrders: [String]

    private enum CodingKeys: String, CodingKey {
        case authorization
        case openOrders = "open_orders"
    }

    init(_ authorization: ServiceAuthorization, openOrders: [String]) {
        self.authorization = AuthorizationRecord(authorization)
        self.openOrders = openOrders
    }
}
