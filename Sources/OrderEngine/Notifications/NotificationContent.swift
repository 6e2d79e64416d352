public import OrderLifecycle

/// What a verified notification says.
public enum NotificationContent: Hashable, Sendable {
    /// Something happened to an order, which it shows.
    case order(OrderNotice, OutOrderNumber, ProviderObservation)
    /// A customer gave or withdrew the authorization.
    case authorization(AuthorizationNotice, AuthorizationObservation)
    /// Something that nothing follows from here.
    case other
}

extension NotificationContent {
    /// What it is about, as a code; of what WeChat names otherwise, `other`.
    var code: String {
        switch self {
        case .order(let notice, _, _): notice.rawValue
        case .authorization(let notice, _): notice.rawValue
        case .other: "other"
        }
    }

    /// The order that it is about, if it is about one.
    var order: OutOrderNumber? {
        switch self {
        case .order(_, let number, _): number
        case .authorization, .other: nil
        }
    }
}
