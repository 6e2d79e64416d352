import OrderEngine
import OrderJournal
import OrderLifecycle

/// The steps in which WeChat tells the merchant something by itself.
extension Demonstration {
    mutating func playAgreement() async throws {
        try begin(
            told(
                "A customer agrees to orders without confirmation; WeChat's notification says so",
                zh: "用户授权，此后的订单免确认；由微信的通知得知"))
        let code = try AuthorizationCode("DEMO-AGREED")
        let result = try await stage.engine.authorizations.request(
            code, notifyURL: "https://merchant.example/permissions", caller: stage.caller)
        guard case .attempted(let report, let receipt?) = result, receipt.token != nil else {
            throw surprise("the authorization is requested")
        }
        try show(AuthorizationOutput.lines(of: report))
        try await stage.agree(DemoOrder.openID, to: code)
        try await expectRecorded()
        guard let known = try await stage.engine.authorizations.known(code),
            known.state == .available
        else { throw surprise("the notification makes \(code) available") }
        try show(AuthorizationOutput.lines(of: known))
    }

    mutating func playNotification() async throws {
        try begin(
            told(
                "The customer pays; WeChat's signed notification is taken, a forged one is not",
                zh: "用户付款；微信签名的通知被采信，伪造的通知被拒绝"))
        let order = try OutOrderNumber("DEMO-NOTIFIED")
        try await create(order, .noConfirm, riskFund: 20_000)
        let completed = try await complete(order, charging: 3900)
        try await stage.forgePayment(of: order)
        try await stage.act("pay", order)
        let (forged, genuine) = (await stage.nextAnswer(), await stage.nextAnswer())
        guard let forged, case .refused(.unverified) = forged, let genuine, genuine == .recorded
        else { throw surprise("the forged notification is refused, and the genuine one recorded") }
        var table = TextTable(told(["NOTIFICATION", "ANSWER"], zh: ["通知", "应答"]))
        table.add([
            StyledText(told("forged", zh: "伪造的")),
            "\(forged.status) \(forged.code, .bad)",
        ])
        table.add([
            StyledText(told("WeChat's", zh: "微信的")),
            "\(genuine.status) \(genuine.code, .good)",
        ])
        try show(table.lines)
        try await showNotified(order, after: completed.revision)
    }

    /// Shows what a notification did to an order, and that nothing else was done since.
    private func showNotified(_ order: OutOrderNumber, after revision: Int64) async throws {
        let records = try await stage.journal.read {
            try $0.records(of: .order(order), after: revision, limit: 100)
        }
        try expect(
            !records.isEmpty && records.allSatisfy { $0.cause.kind == .notification },
            "\(order) was moved by the notification alone")
        let timeline = Timeline(order: order, width: Terminal.width)
        for record in records { try show(timeline.lines(of: record)) }
        let known = try await stage.journal.read { try $0.order(order) }
        guard let known, known.state.phase?.kind == .done, let customer = known.customer else {
            throw surprise("\(order) is done, and names its customer")
        }
        try expect(
            try !stage.isKept(DemoOrder.openID), "the journal's files do not hold the openid")
        try show([
            told(
                """
                  no query was made; the journal calls the customer \(customer), and no file of it \
                holds the openid
                """,
                zh: "  没有查询；账本只把用户称作 \(customer)，其文件里没有 openid")
        ])
    }

    /// Makes sure that the next notification is recorded, with what follows from it.
    func expectRecorded() async throws {
        let answer = await stage.nextAnswer()
        let code = answer?.code ?? "no answer"
        try expect(answer == .recorded, "the notification is recorded (\(code))")
    }
}
