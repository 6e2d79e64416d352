import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

/// The demonstration: it does what its text says, and fails loudly where something comes out
/// differently.
struct Demonstration {
    let stage: DemoStage
    let output: Output
    private(set) var steps: [JSONValue] = []

    private let paid: OutOrderNumber
    private let charged: OutOrderNumber
    private let fresh: OutOrderNumber
    private let lapsed: OutOrderNumber
    private let inUse: OutOrderNumber
    private let unlucky: OutOrderNumber
    private let lowered: OutOrderNumber
    private let cash: OutOrderNumber
    private let elsewhere: OutOrderNumber

    init(stage: DemoStage, output: Output) throws {
        self.stage = stage
        self.output = output
        paid = try OutOrderNumber("DEMO-PAID")
        charged = try OutOrderNumber("DEMO-CHARGED")
        fresh = try OutOrderNumber("DEMO-CREATED")
        lapsed = try OutOrderNumber("DEMO-LAPSED")
        inUse = try OutOrderNumber("DEMO-IN-USE")
        unlucky = try OutOrderNumber("DEMO-UNLUCKY")
        lowered = try OutOrderNumber("DEMO-LOWERED")
        cash = try OutOrderNumber("DEMO-CASH")
        elsewhere = try OutOrderNumber("DEMO-ELSEWHERE")
    }

    /// Plays all steps.
    mutating func play() async throws {
        try await playAgreement()
        try await playLives()
        try await playNotification()
        try await playDecisions()
        try await playPlainCancel()
        try await playAcknowledgedCancel(try await playCarelessCancel())
        try await playLostAnswer()
        try await playLoweredBill()
        try await playCash()
        try await playOutsideCancel()
        try await playHistory()
        try await playVerification()
    }

    /// Leaves an order that awaits ¥128.00, for somebody to look at.
    func leave(_ order: OutOrderNumber) async throws { try await charge(order, 12_800) }

    // MARK: Steps

    private mutating func playLives() async throws {
        try begin(
            told(
                "Orders of both modes go through their phases over signed HTTP",
                zh: "两种模式的订单，经签名的 HTTP 走过各个阶段"))
        try await create(paid, .confirm, riskFund: 9900)
        try await stage.act("confirm", paid)
        try await expectRecorded()
        try await complete(paid, charging: 3900)
        try await stage.act("pay", paid)
        try await expectRecorded()
        try await charge(charged, 12_800)
        try await create(fresh, .confirm, riskFund: 9900)
        try await create(lapsed, .confirm, riskFund: 9900)
        try await stage.act("expire", lapsed)
        try await create(inUse, .noConfirm, riskFund: 20_000)
        try await create(unlucky, .confirm, riskFund: 9900)
        var table = TextTable(told(["ORDER", "PHASE"], zh: ["订单", "阶段"]))
        let expected: [(OutOrderNumber, OrderPhase.Kind)] = [
            (paid, .done), (charged, .awaitingPayment), (fresh, .created), (lapsed, .expired),
            (inUse, .inService), (unlucky, .created),
        ]
        for (order, phase) in expected {
            let report = try await stage.engine.query(order, caller: stage.caller)
            try expect(
                report.order.state.phase?.kind == phase, "\(order) is \(phase.rawValue)")
            table.add(["\(order, .bold)", report.order.state.words])
        }
        try show(table.lines)
    }

    private mutating func playDecisions() async throws {
        try begin(
            told(
                "May they be cancelled? One decision each, on a fresh observation",
                zh: "它们可以取消吗？各依据一次新的观察作出决定"))
        var table = TextTable(
            told(
                ["ORDER", "DECISION", "AT STAKE", "WHY"], zh: ["订单", "决定", "涉及金额", "原因"]),
            rightAligned: [2])
        let expected: [(OutOrderNumber, CallDecision.Code)] = [
            (fresh, .allowed), (inUse, .allowed), (charged, .needsAcknowledgement),
            (paid, .denied), (lapsed, .denied),
        ]
        for (order, code) in expected {
            let answer = try await stage.engine.cancelDecision(on: order, caller: stage.caller)
            try expect(answer.decision.code == code, "\(order) is \(code.rawValue)")
            table.add(row(answer))
        }
        try show(table.lines)
    }

    private mutating func playPlainCancel() async throws {
        try begin(told("A created order is cancelled", zh: "取消一笔已创建的订单"))
        let result = try await cancel(fresh, "用户改变主意", nil)
        guard case .attempted(let report, _) = result else { throw surprise("the cancel is made") }
        try expect(report.order.state.phase == .revoked, "\(fresh) is revoked")
        try show(report.lines)
    }

    private mutating func playCarelessCancel() async throws -> DecisionAnswer {
        try begin(
            told(
                "A careless cancel of an order awaiting payment is stopped",
                zh: "拦下一次对待支付订单的粗心取消"))
        let result = try await cancel(charged, "误操作", nil)
        guard case .needsAcknowledgement(let answer) = result else {
            throw surprise("the cancel needs an acknowledgement")
        }
        try show(DecisionOutput(answer).lines)
        return answer
    }

    private mutating func playAcknowledgedCancel(_ answer: DecisionAnswer) async throws {
        try begin(
            told(
                "A person states the amount, and gives up exactly that, and only once",
                zh: "由人说出金额，放弃的正是这个金额，且只能一次"))
        let consent = try answer.acknowledge(
            atStake: try Amount(parsing: "¥128.00"), by: try ActorName("财务-2"))
        let result = try await cancel(charged, "商家免单", consent)
        guard case .attempted(let report, _) = result else { throw surprise("the cancel is made") }
        try expect(report.order.state.phase == .revoked, "\(charged) is revoked")
        try show(report.lines)
        guard case .permitUnusable(.spent, _) = try await cancel(charged, "再来一次", consent) else {
            throw surprise("the permit is spent")
        }
        try show([
            told(
                "  the same consent again: \("permit_spent", .caution)",
                zh: "  同一份同意再用一次：\("permit_spent", .caution)")
        ])
    }

    private mutating func playLostAnswer() async throws {
        try begin(
            told(
                "WeChat's answer is lost on the way; the engine queries before it concludes",
                zh: "微信的应答中途丢失；引擎先查询，再下结论"))
        try await stage.loseAnswer(toCancelOf: unlucky)
        let result = try await cancel(unlucky, "网络不佳", nil)
        guard case .attempted(let report, _) = result else { throw surprise("the cancel is made") }
        try expect(
            report.attempt.condition == .settled(.applied(.found)), "the effect is found")
        try show(report.lines)
    }

    private mutating func playLoweredBill() async throws {
        try begin(
            told(
                "A bill is lowered, and only the difference is given up",
                zh: "调低一笔账单的金额，放弃的只是差额"))
        try await charge(lowered, 12_800)
        let total = try Amount(fen: 9800)
        let consent = try await acknowledge("¥30.00", by: .modify(total: total), lowered)
        let result = try await stage.engine.modify(
            lowered, json: DemoOrder.modification(charging: total.fen), consent: consent,
            caller: stage.caller)
        guard case .attempted(let report, _) = result else { throw surprise("the bill is lowered") }
        try expect(report.order.state.pending?.due == total, "\(lowered) is lowered")
        try show(report.lines)
    }

    private mutating func playCash() async throws {
        try begin(
            told(
                "A bill that was paid in cash: received elsewhere, and not forgiven",
                zh: "一笔已用现金支付的账单：款项在别处收到，不是免单"))
        try await charge(cash, 5000)
        let paidAt = SystemClock().now().inWholeSeconds
        let consent = try await acknowledge("¥50.00", by: .reportPaid(at: paidAt), cash)
        let result = try await stage.engine.reportPaid(
            cash, at: paidAt, consent: consent, caller: stage.caller)
        guard case .attempted(let report, _) = result else {
            throw surprise("the payment is reported")
        }
        try expect(report.order.state.phase?.kind == .done, "\(cash) is done")
        try show(report.lines)
    }

    private mutating func playOutsideCancel() async throws {
        try begin(
            told(
                "A colleague cancels on the merchant platform; a sweep finds it and alarms",
                zh: "同事在商户平台取消了订单；巡查发现后发出警报"))
        try await charge(elsewhere, 6600)
        try await stage.act("revoke", elsewhere)
        var settings = SweepSettings()
        try settings.setRate(SweepSettings.rateRange.upperBound)
        let report = try await stage.engine.sweep(settings, caller: stage.caller)
        try expect(report.position.differed == 1, "one order differs")
        let drift = try await stage.engine.drift().elements
        guard let entry = drift.last, entry.order == elsewhere, entry.alarm != nil else {
            throw surprise("the cancel of \(elsewhere) raises an alarm")
        }
        try show(SweepOutput(report: report).lines + DriftOutput(entry: entry).lines)
    }

    private mutating func playHistory() async throws {
        try begin(told("Who did what to \(charged)", zh: "谁对 \(charged) 做了什么"))
        let order = charged
        let records = try await stage.journal.read {
            try $0.records(of: .order(order), after: 0, limit: 500)
        }
        let timeline = Timeline(order: order, width: Terminal.width)
        try expect(records.contains { $0.event == "settled" }, "the history ends in an outcome")
        for record in records { try show(timeline.lines(of: record)) }
    }

    private mutating func playVerification() async throws {
        try begin(
            told(
                "Nothing in the journal was changed, removed or inserted",
                zh: "账本没有被改动、删除或插入过任何内容"))
        let report = try await JournalVerifier().verify(stage.journal)
        try expect(report.isSound, "the journal is sound")
        let records = counted(report.records, "record", "records", zh: "条记录")
        let orders = counted(report.orders, "order", "orders", zh: "笔订单")
        try show([
            told(
                """
                \("SOUND", .good)  \(records) of \(orders): chains, replay and projections hold
                """, zh: "\("核验通过", .good)  \(orders)的 \(records)：哈希链、重放和投影都成立")
        ])
    }

    // MARK: Parts of steps

    func create(
        _ order: OutOrderNumber, _ mode: OrderMode, riskFund: Int64
    ) async throws {
        let json = DemoOrder.creation(order, mode, riskFund: riskFund)
        let result = try await stage.engine.create(order, json: json, caller: stage.caller)
        guard case .attempted(let report, _) = result,
            report.attempt.condition == .settled(.applied(.answered))
        else { throw surprise("\(order) is created") }
    }

    /// Has an order await payment.
    func charge(_ order: OutOrderNumber, _ fen: Int64) async throws {
        try await create(order, .noConfirm, riskFund: 20_000)
        try await complete(order, charging: fen)
    }

    @discardableResult
    func complete(
        _ order: OutOrderNumber, charging fen: Int64
    ) async throws -> OrderProjection {
        let json = DemoOrder.completion(charging: fen)
        let result = try await stage.engine.complete(order, json: json, caller: stage.caller)
        guard case .attempted(let report, _) = result,
            report.attempt.condition == .settled(.applied(.answered))
        else { throw surprise("\(order) is completed") }
        return report.order
    }

    /// Has a person state the amount that a call gives up.
    private func acknowledge(
        _ amount: String, by call: OrderCall, _ order: OutOrderNumber
    ) async throws -> Consent {
        let answer = try await stage.engine.decision(on: order, for: call, caller: stage.caller)
        return try answer.acknowledge(
            atStake: try Amount(parsing: amount), by: try ActorName("财务-2"))
    }

    private func cancel(
        _ order: OutOrderNumber, _ reason: String, _ consent: Consent?
    ) async throws -> CallResult {
        try await stage.engine.cancel(
            order, reason: try CancelReason(reason), consent: consent, caller: stage.caller)
    }

    private func row(_ answer: DecisionAnswer) -> [StyledText] {
        let order: StyledText = "\(answer.order.order, .bold)"
        let word = answer.decision.code.words
        switch answer.decision {
        case .allowed(let clearance):
            let amount =
                clearance.notice?.atStake.map { told("up to \($0)", zh: "最多 \($0)") } ?? ""
            return [order, StyledText(word, .good), "\(amount)", "\(clearance.notice?.code ?? "")"]
        case .needsAcknowledgement(let loss):
            return [
                order, StyledText(word, .caution), "\(loss.atStake, .bad)",
                "\(loss.hazards.map(\.rawValue).joined(separator: ", "))",
            ]
        case .denied(let denial):
            return [
                order, StyledText(word, .bad), "",
                "\(denial.sentences.map { "\($0.code) · \($0.words)" }.joined(separator: " "))",
            ]
        }
    }

    mutating func begin(_ title: String) throws(Failure) {
        steps.append(.string(title))
        guard output.format == .text else { return }
        try output.lines(["", "\("\(steps.count).", .accent) \(title, .bold)"])
    }

    func show(_ lines: [StyledText]) throws(Failure) {
        guard output.format == .text else { return }
        try output.lines(lines.map { "   \($0)" })
    }

    func expect(_ isSo: Bool, _ claim: String) throws(Failure) {
        guard isSo else { throw surprise(claim) }
    }

    func surprise(_ claim: String) -> Failure {
        Failure(
            .inputOutput, "demo_failed", "step \(steps.count): it does not hold that \(claim)")
    }
}
