/// Why an order may not be created or completed now; the raw value is the stable code.
public enum CallDenial: String, Hashable, Sendable, CaseIterable {
    /// An order of this number exists and has gone on.
    case orderExists = "order_exists"
    /// The customer has not confirmed the order.
    case notConfirmed = "not_confirmed"
    /// The order has been completed.
    case alreadyCompleted = "already_completed"
    /// The order is closed.
    case alreadyDone = "already_done"
    /// The order is revoked.
    case alreadyRevoked = "already_revoked"
    /// The order has lapsed.
    case alreadyExpired = "already_expired"
    /// The view tells no phase.
    case unclearState = "unclear_state"
    /// A call of this order has no known outcome yet.
    case attemptUnresolved = "attempt_unresolved"
}

extension OrderStanding {
    /// Tells why an order that stands here may not be completed, or `nil` if it may.
    ///
    /// Source: the complete page; only an order in service can be completed.
    public var completionDenial: CallDenial? {
        switch self {
        case .unclear: .unclearState
        case .clear(.created): .notConfirmed
        case .clear(.inService): nil
        case .clear(.awaitingPayment): .alreadyCompleted
        case .clear(.done): .alreadyDone
        case .clear(.revoked): .alreadyRevoked
        case .clear(.expired): .alreadyExpired
        }
    }

    /// Tells why an order that stands here may not be created, or `nil` if it may.
    ///
    /// A created order may be created again: WeChat answers identical parameters with a fresh
    /// `package`.
    public var creationDenial: CallDenial? {
        switch self {
        case .unclear(_, nil), .clear(.created): nil
        case .unclear, .clear(.inService), .clear(.awaitingPayment), .clear(.done),
            .clear(.revoked), .clear(.expired):
            .orderExists
        }
    }
}

extension OrderKnowledge {
    /// Tells why an order of which this is known may not be created, or `nil` if it may.
    ///
    /// What somebody claims of the number denies nothing: WeChat knows whether the order exists.
    public var creationDenial: CallDenial? { isVerified ? standing.creationDenial : nil }

    /// Tells why an order of which this is known may not be completed, or `nil` if it may.
    public var completionDenial: CallDenial? { standing.completionDenial }
}

extension ViewFinding {
    /// Tells why nothing may be called on the view, whatever is known, or `nil` if it may.
    public var callDenial: CallDenial? { supportsStanding ? nil : .unclearState }
}

extension CallDenial {
    /// This reason as a sentence.
    public var sentence: Sentence {
        switch self {
        case .orderExists:
            sentence("An order of this number exists; use a new number.", "该单号已存在，请使用新单号。")
        case .notConfirmed:
            sentence("The customer has not confirmed the order yet.", "用户尚未确认订单。")
        case .alreadyCompleted:
            sentence("The order has been completed already.", "订单已经完结。")
        case .alreadyDone: DenialReason.alreadyDone.sentence
        case .alreadyRevoked: DenialReason.alreadyRevoked.sentence
        case .alreadyExpired:
            sentence("The order has lapsed.", "订单已失效。")
        case .unclearState:
            sentence(
                "What WeChat shows of the order is incomplete or not understood.",
                "微信返回的订单状态不完整或无法识别。")
        case .attemptUnresolved: DenialReason.attemptUnresolved.sentence
        }
    }

    private func sentence(_ english: String, _ chinese: String) -> Sentence {
        Sentence(code: rawValue, english: english, chinese: chinese)
    }
}
