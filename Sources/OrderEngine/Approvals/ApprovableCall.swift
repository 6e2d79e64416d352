public import OrderLifecycle

/// A call that can be requested, and wait for people or for its hour: one that gives money up.
public enum ApprovableCall: Hashable, Sendable {
    /// Cancel the order, with what WeChat shows to the customer.
    case cancel(reason: CancelReason)
    /// Lower the amount, with the body in WeChat's own field names.
    case modify(json: [UInt8])
    /// Report that the customer paid elsewhere, and why, for the journal.
    case reportPaid(at: Timestamp, reason: OperatorReason? = nil)

    /// What the adapter makes the request of.
    var wish: ProviderWish {
        switch self {
        case .cancel(let reason): ProviderWish(.cancel, .reason(reason))
        case .modify(let json): ProviderWish(.modify, .json(json))
        case .reportPaid(let time, _): ProviderWish(.reportPaid, .paidAt(time))
        }
    }

    /// Why, for the journal.
    var reason: String? {
        switch self {
        case .cancel(let reason): reason.text
        case .modify: nil
        case .reportPaid(_, let reason): reason?.text
        }
    }
}
