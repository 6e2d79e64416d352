/// What a merchant is to be told: the event, and the order or authorization that it is about.
enum Notice: Sendable {
    /// The customer has confirmed the order.
    case confirmed(ServiceOrder)
    /// The order has been paid.
    case paid(ServiceOrder)
    /// The customer has authorized the service, or an authorization has ended.
    case authorization(AuthorizationNotice)

    /// The event that tells of it.
    var event: NotificationEvent {
        switch self {
        case .confirmed: .userConfirm
        case .paid: .userPaid
        case .authorization(let notice):
            switch notice.service {
            case .opened: .userOpenService
            case .closed: .userCloseService
            }
        }
    }

    /// Where the merchant wants it told; `nil` if it has not said.
    var notifyURL: String? {
        switch self {
        case .confirmed(let order), .paid(let order): order.creation.notifyURL
        case .authorization(let notice): notice.notifyURL
        }
    }

    /// The order that it is about.
    var outOrderNumber: String? {
        switch self {
        case .confirmed(let order), .paid(let order): order.creation.outOrderNumber
        case .authorization: nil
        }
    }

    /// The customer whose authorization it is about.
    var openID: String? {
        switch self {
        case .confirmed, .paid: nil
        case .authorization(let notice): notice.openID
        }
    }

    /// What is encrypted: the order as query shows it, or the authorization.
    func payload() throws -> [UInt8] {
        switch self {
        case .confirmed(let order), .paid(let order):
            try JSONText.bytes(of: OrderAnswer(showing: order))
        case .authorization(let notice): try JSONText.bytes(of: notice)
        }
    }
}

extension Notice {
    /// What an order's change is told as.
    ///
    /// - Parameters:
    ///   - order: the order as it stands after the change.
    ///   - earlier: as it stood before; `nil` if it is new.
    ///   - sync: whether what the merchant itself reported as paid is told.
    init?(of order: ServiceOrder, after earlier: ServiceOrder?, _ sync: NotifiedSync) {
        switch (earlier?.stage, order.stage) {
        case (.created, .inService): self = .confirmed(order)
        case (.collecting, .done(let collection?)):
            let isReported = collection.details.last?.paidType == .merchant
            guard !isReported || sync == .userPaid else { return nil }
            self = .paid(order)
        case (_, .created), (_, .inService), (_, .collecting), (_, .done), (_, .revoked),
            (_, .expired):
            return nil
        }
    }

    /// What an authorization's change is told as.
    init?(of authorization: ServiceAuthorization, after earlier: ServiceAuthorization?) {
        let wasAvailable = earlier?.isAvailable ?? false
        guard authorization.isAvailable != wasAvailable,
            let notice = AuthorizationNotice(authorization)
        else { return nil }
        self = .authorization(notice)
    }
}
