/// A call that changes an order at WeChat, with what it asks for.
public enum OrderCall: Hashable, Sendable {
    /// Create the order.
    case create(OrderMode, riskFund: Amount?)
    /// Create the order and complete it in one, in no-confirm mode: WeChat collects this much in
    /// all.
    case createCompleted(total: Amount)
    /// Complete it, so that WeChat collects this much in all.
    case complete(total: Amount)
    /// Lower what is collected in all, of an order that is completed and not paid.
    case modify(total: Amount)
    /// Have WeChat collect what is due now; nothing of the order changes by it.
    case collect
    /// Report it as paid elsewhere, so that WeChat collects no more; to the second.
    case reportPaid(at: Timestamp)
    /// Cancel it.
    case cancel
}

extension OrderCall {
    /// What is true about the call.
    public var rules: any CallRules {
        switch self {
        case .create(let mode, let riskFund): CreateRules(mode: mode, riskFund: riskFund)
        case .createCompleted(let total): CreateCompletedRules(total: total)
        case .complete(let total): CompleteRules(total: total)
        case .modify(let total): ModifyRules(total: total)
        case .collect: CollectRules()
        case .reportPaid(let paidAt): ReportPaidRules(paidAt: paidAt)
        case .cancel: CancelRules()
        }
    }
}

extension OrderCall {
    /// The calls without what they ask for.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Creates an order.
        case create
        /// Creates an order that is completed already.
        case createCompleted = "create_completed"
        /// Completes an order; WeChat then collects its total.
        case complete
        /// Lowers the total of a completed order.
        case modify
        /// Has WeChat collect what is due now.
        case collect
        /// Reports an order as paid elsewhere.
        case reportPaid = "report_paid"
        /// Cancels an order.
        case cancel
    }
}

extension OrderCall {
    /// The call without what it asks for.
    public var kind: OrderCall.Kind { type(of: rules).kind }

    /// What the call asks for.
    public var terms: CallTerms { rules.terms }

    /// Makes a call of what was recorded of it, or `nil` if that is no call.
    public init?(_ kind: OrderCall.Kind, _ terms: CallTerms) {
        guard let call = kind.rules.call(terms), call.kind == kind, call.terms == terms else {
            return nil
        }
        self = call
    }
}

extension OrderCall.Kind {
    /// What is true about every call of this kind.
    public var rules: any CallRules.Type {
        switch self {
        case .create: CreateRules.self
        case .createCompleted: CreateCompletedRules.self
        case .complete: CompleteRules.self
        case .modify: ModifyRules.self
        case .collect: CollectRules.self
        case .reportPaid: ReportPaidRules.self
        case .cancel: CancelRules.self
        }
    }

    /// Whether the call can give up money for good, so that it rests on nothing old and needs the
    /// consent of a person.
    public var givesMoneyUp: Bool { rules.givenUpKind != nil }
}
