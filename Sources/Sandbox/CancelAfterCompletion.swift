/// Whether an order awaiting payment may be cancelled; the pages say yes, merchants have met a
/// refusal.
public enum CancelAfterCompletion: String, Sendable, CaseIterable {
    /// The order is cancelled and WeChat stops collecting.
    case allowed
    /// The cancel is refused with `PARAM_ERROR`, 当前订单状态不满足撤销条件.
    case refused
}
