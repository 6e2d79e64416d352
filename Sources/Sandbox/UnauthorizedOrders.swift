/// What an order of no-confirm mode meets whose customer has not authorized the service.
public enum UnauthorizedOrders: String, Sendable, CaseIterable {
    /// It is refused with `NO_AUTH`, as WeChat does.
    case refused
    /// It is made, so that a test of something else needs no authorization first.
    case accepted
}
