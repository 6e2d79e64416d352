/// Where a service order stands; a case carries what is known there, and nothing else.
public enum OrderPhase: Hashable, Sendable {
    /// Created by the merchant, not yet confirmed by the customer. WeChat: `CREATED`.
    case created(riskFund: Amount?)
    /// Confirmed; the customer is using the service. WeChat: `DOING`, `USER_CONFIRM`.
    case inService(riskFund: Amount?)
    /// Completed by the merchant; WeChat is collecting. WeChat: `DOING`, `MCH_COMPLETE`,
    /// `USER_PAYING`.
    case awaitingPayment(PendingCollection)
    /// Closed, nothing left to collect; `paid` and the way that the payment took are absent where
    /// WeChat did not say. WeChat: `DONE`.
    case done(paid: Amount?, through: PaymentRoute? = nil)
    /// Cancelled. WeChat: `REVOKED`.
    case revoked
    /// Never confirmed by the customer. WeChat: `EXPIRED`.
    case expired
}

extension OrderPhase {
    /// The phases without what is known in them.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Created, not confirmed yet.
        case created
        /// Confirmed; the service is in use.
        case inService = "in_service"
        /// Completed; WeChat is collecting.
        case awaitingPayment = "awaiting_payment"
        /// Closed, nothing left to collect.
        case done
        /// Cancelled.
        case revoked
        /// Never confirmed.
        case expired
    }

    /// The phase without what is known in it.
    public var kind: Kind {
        switch self {
        case .created: .created
        case .inService: .inService
        case .awaitingPayment: .awaitingPayment
        case .done: .done
        case .revoked: .revoked
        case .expired: .expired
        }
    }
}

extension OrderPhase.Kind {
    /// Whether no event can follow.
    public var isFinal: Bool {
        switch self {
        case .created, .inService, .awaitingPayment: false
        case .done, .revoked, .expired: true
        }
    }
}

extension OrderPhase: CustomStringConvertible {
    /// The phase with its amounts: `awaiting_payment ¥128.00`, `done paid ¥50.00 through wechat`.
    public var description: String {
        switch self {
        case .created, .inService, .revoked, .expired: kind.rawValue
        case .awaitingPayment(let pending):
            "\(kind.rawValue) \(pending.due)"
                + (pending.paid > .zero ? " paid \(pending.paid)" : "")
        case .done(let paid, let route):
            kind.rawValue + (paid.map { " paid \($0)" } ?? "")
                + (route.map { " through \($0.rawValue)" } ?? "")
        }
    }
}
