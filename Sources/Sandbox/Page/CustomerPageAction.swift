/// A button of the customer's page.
struct CustomerPageAction: Encodable, Sendable {
    /// Who presses it in real life.
    enum Actor: String, Encodable {
        case customer
        case wechat
        case colleague
    }

    /// What an order or an authorization is asked about before the button is offered.
    enum Amount: String, Encodable {
        /// Nothing.
        case none
        /// An amount, or nothing for all that is due.
        case optional
        /// An amount.
        case required
    }

    /// The last segment of the path.
    let path: String
    let chinese: String
    let english: String
    let actor: Actor
    var amount = Amount.none
    /// Where the order or the authorization stands when the button is offered, in the words of
    /// the page.
    let states: [String]

    /// The buttons of an order, under `/sandbox/orders/{out_order_no}/`.
    static let order = [
        CustomerPageAction(
            path: "confirm", chinese: "确认订单", english: "Confirm", actor: .customer,
            states: ["CREATED"]),
        CustomerPageAction(
            path: "expire", chinese: "不确认，30 天后失效", english: "Refuse: 30 days pass",
            actor: .customer, states: ["CREATED"]),
        CustomerPageAction(
            path: "pay", chinese: "支付", english: "Pay", actor: .customer, amount: .optional,
            states: ["USER_PAYING", "DEDUCTING"]),
        CustomerPageAction(
            path: "deduction-start", chinese: "开始扣款", english: "Begin a deduction",
            actor: .wechat, states: ["USER_PAYING"]),
        CustomerPageAction(
            path: "deduction-stop", chinese: "扣款失败", english: "Deduction fails",
            actor: .wechat, states: ["DEDUCTING"]),
        CustomerPageAction(
            path: "revoke", chinese: "取消", english: "Revoke", actor: .colleague,
            states: ["CREATED", "USER_CONFIRM", "USER_PAYING"]),
        CustomerPageAction(
            path: "complete", chinese: "完结", english: "Complete", actor: .colleague,
            amount: .required, states: ["USER_CONFIRM"]),
        CustomerPageAction(
            path: "modify", chinese: "调低金额", english: "Lower the amount", actor: .colleague,
            amount: .required, states: ["USER_PAYING"]),
    ]

    /// The buttons of an authorization, under `/sandbox/authorizations/{authorization_code}/`.
    static let authorization = [
        CustomerPageAction(
            path: "open", chinese: "授权", english: "Authorize", actor: .customer,
            states: ["UNBINDUSER"]),
        CustomerPageAction(
            path: "close", chinese: "解除授权", english: "Terminate", actor: .customer,
            states: ["AVAILABLE"]),
    ]
}
