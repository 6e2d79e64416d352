public import OrderJournal
import OrderLifecycle

/// An order as its records leave it.
public struct OrderJSON: AnswerForm {
    /// The merchant's number of the order.
    public let outOrderNumber: String
    /// WeChat's number of the order, where it is known.
    public let orderID: String?
    /// The revision of its last record.
    public let revision: Int64
    /// The revision at which it took its phase.
    public let phaseRevision: Int64
    /// Where it stands: a phase, or `indeterminate`.
    public let phase: String
    /// Why no phase is known.
    public let indeterminateReason: String?
    /// Whether the phase is WeChat's signed word, and not only what somebody claims.
    public let isVerified: Bool
    /// The risk fund, while the order is created or in service.
    public let riskFundFen: Int64?
    /// What is still to be collected, while payment is awaited.
    public let dueFen: Int64?
    /// What has been paid, while payment is awaited or once the order is done.
    public let paidFen: Int64?
    /// Which way the payment took, where that is known of an order that is done: `wechat`,
    /// `merchant` or `both`.
    public let paidThrough: String?
    /// Whether the order is done and the amount paid is not known.
    public let isPaidUnknown: Bool
    /// Whether it is protected from calls that give money up.
    public let isProtected: Bool
    /// The attempt that has no outcome yet.
    public let openAttempt: String?
    /// How many contradictions were recorded.
    public let contradictions: Int64
    /// When an observation last confirmed or changed the phase.
    public let observedAt: String?
    /// When the first record was written.
    public let createdAt: String
    /// When the last record was written.
    public let updatedAt: String

    private enum CodingKeys: String, CodingKey {
        case outOrderNumber = "out_order_no"
        case orderID = "order_id"
        case revision
        case phaseRevision = "phase_revision"
        case phase
        case indeterminateReason = "indeterminate_reason"
        case isVerified = "verified"
        case riskFundFen = "risk_fund_fen"
        case dueFen = "due_fen"
        case paidFen = "paid_fen"
        case paidThrough = "paid_through"
        case isPaidUnknown = "paid_unknown"
        case isProtected = "protected"
        case openAttempt = "open_attempt"
        case contradictions
        case observedAt = "observed_at"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    /// Takes the engine's projection of an order.
    public init(_ order: OrderProjection) {
        let phase = order.state.phase
        outOrderNumber = order.order.text
        orderID = order.identity.orderID?.text
        revision = order.revision
        phaseRevision = order.stateRevision
        self.phase = order.state.code
        indeterminateReason = order.state.indeterminateReason?.rawValue
        isVerified = order.isVerified
        riskFundFen = phase?.riskFund?.fen
        dueFen = phase?.due?.fen
        paidFen = phase?.paid?.fen
        paidThrough = phase?.route?.rawValue
        isPaidUnknown = phase?.kind == .done && phase?.paid == nil
        isProtected = order.isProtected
        openAttempt = order.openAttempt?.text
        contradictions = order.contradictions
        observedAt = order.observedAt?.description
        createdAt = order.createdAt.description
        updatedAt = order.updatedAt.description
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(outOrderNumber, forKey: .outOrderNumber)
        try members.encode(orderID, forKey: .orderID)
        try members.encode(revision, forKey: .revision)
        try members.encode(phaseRevision, forKey: .phaseRevision)
        try members.encode(phase, forKey: .phase)
        try members.encode(indeterminateReason, forKey: .indeterminateReason)
        try members.encode(isVerified, forKey: .isVerified)
        try members.encode(riskFundFen, forKey: .riskFundFen)
        try members.encode(dueFen, forKey: .dueFen)
        try members.encode(paidFen, forKey: .paidFen)
        try members.encode(paidThrough, forKey: .paidThrough)
        try members.encode(isPaidUnknown, forKey: .isPaidUnknown)
        try members.encode(isProtected, forKey: .isProtected)
        try members.encode(openAttempt, forKey: .openAttempt)
        try members.encode(contradictions, forKey: .contradictions)
        try members.encode(observedAt, forKey: .observedAt)
        try members.encode(createdAt, forKey: .createdAt)
        try members.encode(updatedAt, forKey: .updatedAt)
    }
}

extension OrderPhase {
    fileprivate var riskFund: Amount? {
        switch self {
        case .created(let fund), .inService(let fund): fund
        case .awaitingPayment, .done, .revoked, .expired: nil
        }
    }

    fileprivate var due: Amount? {
        switch self {
        case .awaitingPayment(let pending): pending.due
        case .created, .inService, .done, .revoked, .expired: nil
        }
    }

    fileprivate var paid: Amount? {
        switch self {
        case .awaitingPayment(let pending): pending.paid
        case .done(let paid, _): paid
        case .created, .inService, .revoked, .expired: nil
        }
    }

    fileprivate var route: PaymentRoute? {
        switch self {
        case .done(_, let route): route
        case .created, .inService, .awaitingPayment, .revoked, .expired: nil
        }
    }
}
