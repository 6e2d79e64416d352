import OrderEngine
import OrderLifecycle
import StrictJSON

/// A create in either mode, from the merchant's JSON: 创建支付分订单.
struct CreateRequest: JSONWireCall {
    let json: [UInt8]

    static func target(of _: OutOrderNumber) -> String { PayScoreTarget.orders }

    static let proof = SuccessProof(members: SuccessProof.identity + [.state])

    /// A create that is sent again is answered with the order as it stands by then.
    static func isPossible(_: OrderSnapshot, after _: OrderCall) -> Bool { true }

    func draft(
        of order: OutOrderNumber, by builder: RequestBuilder
    ) throws(RequestProblem) -> RequestDraft {
        let object = try builder.read(json, of: order)
        _ = try object.requiredText("out_order_no", 1...OutOrderNumber.limit)
        _ = try object.requiredText("service_introduction", 1...20)
        let fields = OrderFields(object: object)
        _ = try fields.payments(0...100)
        _ = try fields.discounts()
        try fields.timeRange(isRequired: true)
        try fields.location()
        try fields.device()
        _ = try object.text("attach", 1...256)
        try checkNotifyURL(of: object)
        let mode = try mode(of: object)
        let riskFund = try riskFund(of: object, mode: mode)
        let body = builder.owned(object.value).setting([
            .init("need_user_confirm", .bool(mode == .confirm))
        ])
        return RequestDraft(body: body, terms: CallTerms(mode: mode, riskFund: riskFund))
    }

    /// The mode that `need_user_confirm` names, with the customer where one is needed.
    private func mode(of object: MerchantObject) throws(RequestProblem) -> OrderMode {
        let mode: OrderMode =
            try object.flag("need_user_confirm") ?? true ? .confirm : .noConfirm
        let openID = try object.text("openid", 1...128)
        switch mode {
        case .confirm:
            guard openID == nil else {
                throw object.problem(
                    "openid", "belongs to orders without confirmation (need_user_confirm false)")
            }
        case .noConfirm:
            guard openID != nil else {
                throw object.problem("openid", "is required where need_user_confirm is false")
            }
        }
        return mode
    }

    private func riskFund(
        of object: MerchantObject, mode: OrderMode
    ) throws(RequestProblem) -> Amount {
        guard let fund = try object.object("risk_fund") else {
            throw object.problem("risk_fund", "is required")
        }
        let names =
            switch mode {
            case .confirm: ["DEPOSIT", "ADVANCE", "CASH_DEPOSIT", "ESTIMATE_ORDER_COST"]
            case .noConfirm: ["ESTIMATE_ORDER_COST"]
            }
        let name = try fund.requiredText("name", 1...32)
        guard names.contains(where: { $0.isIdentical(to: name) }) else {
            throw fund.problem("name", "must be \(names.joined(separator: ", "))")
        }
        _ = try fund.text("description", 1...30)
        guard let fen = try fund.amount("amount", atLeast: 1), let amount = try? Amount(fen: fen)
        else { throw fund.problem("amount", "is required") }
        return amount
    }

    private func checkNotifyURL(of object: MerchantObject) throws(RequestProblem) {
        let url = try object.requiredText("notify_url", 1...255)
        let rest = url.utf8.dropFirst("https://".utf8.count)
        guard url.hasPrefix("https://"), !rest.isEmpty, WireText.isVisible(url),
            !rest.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") })
        else {
            throw object.problem(
                "notify_url", "must be an https:// address without a query string")
        }
    }
}
