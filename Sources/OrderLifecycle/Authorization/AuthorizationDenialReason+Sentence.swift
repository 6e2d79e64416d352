extension AuthorizationDenialReason {
    /// This reason as a sentence.
    public var sentence: Sentence {
        Sentence(code: rawValue, english: english, chinese: chinese)
    }

    private var english: String {
        switch self {
        case .alreadyAvailable:
            "The customer has agreed to this code already; there is nothing to request."
        case .alreadyEnded:
            "The authorization has ended; request another under a new code."
        case .notAvailable: "No customer has agreed to it, so there is nothing to end."
        case .indeterminateState:
            "WeChat's word for its state is not known, so nothing is sent; query it again."
        case .ordersOpen:
            "The customer has orders that are not closed; complete or cancel them first."
        case .attemptUnresolved:
            "A call on this authorization has no known outcome yet; reconcile it first."
        }
    }

    private var chinese: String {
        switch self {
        case .alreadyAvailable: "用户已就该授权协议号授权，无需再次申请。"
        case .alreadyEnded: "授权已解除；请使用新的授权协议号重新申请。"
        case .notAvailable: "没有用户就此授权，无可解除。"
        case .indeterminateState: "微信返回的授权状态无法识别，因此不发送请求；请重新查询。"
        case .ordersOpen: "该用户有未结束的订单，请先完结或取消。"
        case .attemptUnresolved: "该授权有结果未知的请求，请先补查。"
        }
    }
}
