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
    ) throws(RequestProblems) -> RequestDraft {
        let object = try builder.read(json, of: order)
        let fields = OrderFields(object: object)
        fields.introduction()
        fields.payments(0...100)
        fields.discounts()
        fields.timeRange(.startRequired)
        fields.location()
        fields.device()
        fields.notifyURL(isRequired: true)
        let mode = mode(of: object)
        let riskFund = riskFund(of: object, mode: mode)
        try object.problems.check()
        let body = builder.owned(object.value).setting([
            .init("need_user_confirm", .bool(mode == .confirm))
        ])
        return RequestDraft(body: body, terms: CallTerms(mode: mode, riskFund: riskFund))
    }

    /// The mode that `need_user_confirm` names, with the customer where one is needed.
    ///
    /// In confirm mode a customer may be named: the sample of WeChat's own guide names one.
    private func mode(of object: MerchantObject) -> OrderMode {
        let mode: OrderMode = object.flag("need_user_confirm") ?? true ? .confirm : .noConfirm
        _ = object.text("openid", 1...128)
        if mode == .noConfirm, object.value["openid"] == nil {
            object.note("openid", "is required where need_user_confirm is false")
        }
        return mode
    }

    private func riskFund(of object: MerchantObject, mode: OrderMode) -> Amount? {
        guard object.requires("risk_fund"), let fund = object.object("risk_fund")
        else { return nil }
        let names = RiskFund.Name.allCases.filter { $0.isPermitted(in: mode) }.map(\.rawValue)
        if let name = fund.requiredText("name", 1...32), !names.contains(where: name.isIdentical) {
            fund.note("name", "must be \(names.joined(separator: ", "))")
        }
        _ = fund.text("description", 1...30)
        let fen = fund.requires("amount") ? fund.amount("amount", atLeast: 1) : nil
        return fen.flatMap { try? Amount(fen: $0) }
    }
}
