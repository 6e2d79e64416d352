package import OrderLifecycle

extension PermitProblem {
    /// Why the permit cannot be used.
    package var words: String {
        switch self {
        case .unknown: told("no permit has this token", zh: "没有这样的许可")
        case .foreign:
            told("the permit was given for another order, or another call", zh: "许可属于另一笔订单或另一种调用")
        case .spent: told("the permit has been used", zh: "许可已经用过")
        case .expired: told("the permit's time is over", zh: "许可已过期")
        case .stale:
            told("the order, or what is at stake, has changed since", zh: "订单或涉及金额此后有了变化")
        case .amountDiffers:
            told(
                "another amount is at stake than the one that was stated",
                zh: "涉及金额与所说的金额不同")
        }
    }
}
