import HTTPTypes
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension Console {
    /// Asks for what must be known before a call can be decided.
    func question(_ visit: ConsoleVisit) async throws -> Response {
        let (call, order) = try (called(visit), visit.order)
        _ = try await api.known(order)
        return show(call, on: order, visit, .ok)
    }

    /// Answers whether a call may be made: WeChat is asked, and the decision is recorded.
    func decision(_ visit: ConsoleVisit) async throws -> Response {
        let (call, order) = try (called(visit), visit.order)
        let question: OrderCall
        do { question = try call.question(in: visit) } catch let error as InvalidValue {
            return show(
                call, on: order, visit, .badRequest,
                problem: visit.words(of: error))
        }
        let answer = try await engine.decision(on: order, for: question, caller: visit.caller)
        return show(call, on: order, visit, .ok, answer, for: question)
    }

    /// Makes a call, by the same engine's call and the same permits as the API.
    func call(_ visit: ConsoleVisit) async throws -> Response {
        let (call, order) = try (called(visit), visit.order)
        guard let principal = visit.signedIn?.principal, visit.may(call.kind) else {
            throw ServiceProblem.access(.callNotPermitted)
        }
        let question = try call.question(in: visit)
        let wish: CallWish
        do {
            let members = try BodyMembers(
                call.body(of: visit, question),
                known: ["call", "body", "reason", "paid_at", "consent"])
            wish = try CallWish(
                call.kind, members, on: order, by: principal, known: visit.caller.identification)
        } catch let error as InvalidValue {
            // What was typed wrong is typed again below the decision that it was for.
            let answer = try await engine.decision(on: order, for: question, caller: visit.caller)
            return show(
                call, on: order, visit, .badRequest, answer, for: question,
                problem: visit.words(of: error))
        }
        let result = try await api.made(wish, on: order, visit.caller)
        switch result {
        case .denied(let answer), .needsAcknowledgement(let answer), .dryRun(let answer, _):
            return show(call, on: order, visit, .conflict, answer, for: question)
        case .permitUnusable(let problem, let answer):
            return show(
                call, on: order, visit, .conflict, answer, for: question,
                problem: visit.audience.told {
                    told("Nothing was sent: \(problem.words).", zh: "什么也没有发送：\(problem.words)。")
                })
        case .attempted(let report, _):
            let attempt = report.attempt.id.text.inPath
            return redirect(to: "/console/orders/\(order.inPath)?attempt=\(attempt)")
        }
    }

    func called(_ visit: ConsoleVisit) throws -> ConsoleCall {
        guard let call = ConsoleCall(rawValue: visit.name("call")) else {
            throw ServiceProblem(
                .notFound, .endpointUnknown, "the console has no call of this name")
        }
        return call
    }

    /// The page of a call.
    ///
    /// - Parameter problem: Why what was asked for was not done, in the visitor's language.
    func show(
        _ call: ConsoleCall, on order: OutOrderNumber, _ visit: ConsoleVisit,
        _ status: HTTPResponse.Status, _ answer: DecisionAnswer? = nil,
        for question: OrderCall? = nil, problem: String? = nil
    ) -> Response {
        page(.call, visit, status, title: "\(call.label) · \(order)") {
            CallView(call, on: order, answer, question, visit, problem: problem)
        }
    }
}

/// The page of a call: what must be typed first, or the decision and the one step that follows.
private struct CallView {
    let number: String
    let orderPath: String
    let label: String
    let href: String
    let problem: String?
    let isQuestion: Bool
    let asksTotal: Bool
    let asksTime: Bool
    let paidAt: String?
    let decision: DecisionView?

    init(
        _ call: ConsoleCall, on order: OutOrderNumber, _ answer: DecisionAnswer?,
        _ question: OrderCall?, _ visit: ConsoleVisit, problem: String?
    ) {
        number = order.text
        orderPath = "/console/orders/\(order.inPath)"
        label = call.label
        href = call.path(on: order)
        self.problem = problem
        isQuestion = answer == nil
        asksTotal = call == .modify
        asksTime = call == .reportPaid
        paidAt = question?.terms.paidAt?.beijing ?? visit.field("paid_at")
        decision = answer.map { DecisionView($0, call, question, visit) }
    }
}

private struct DecisionView {
    let verdict: StyledView
    let code: String
    let word: String
    let amount: MoneyView?
    let amountWord: String
    let atStake: MoneyView?
    let sentences: [SentenceView]
    let reasons: [SentenceView]
    let hasReasons: Bool
    let basis: String
    let permitToPass: String?
    let permitUntil: MomentView?
    let form: Form?
    let request: Request?

    /// What is typed to make the call.
    struct Form {
        let permit: String?
        let total: String?
        let paidAt: String?
        let item: String?
        let reason: String
        let reasonLabel: String
        let reasonLimit: Int
        let reasonNeeded: Bool
        let amountLabel: String
        let doLabel: String
    }

    /// What is typed to have the call wait for another person, or for its hour.
    struct Request {
        /// Whether the visitor can do nothing else.
        let isOnly: Bool
        let why: String
        let fields: Form
        let asksAmount: Bool
    }

    init(
        _ answer: DecisionAnswer, _ call: ConsoleCall, _ question: OrderCall?,
        _ visit: ConsoleVisit
    ) {
        let state = StateView(answer.order.state)
        (code, word) = (state.code, state.word)
        (amount, amountWord) = (state.amount, state.amountWord)
        let style: Style
        switch answer.decision {
        case .allowed(let clearance):
            style = .good
            (atStake, reasons) = (nil, [])
            sentences = clearance.notice.map { [SentenceView($0.sentence)] } ?? []
        case .needsAcknowledgement(let loss):
            style = .caution
            (atStake, reasons) = (MoneyView(loss.atStake), [])
            sentences = loss.sentences.map { SentenceView($0) }
        case .denied(let denial):
            style = .bad
            (atStake, sentences) = (nil, [])
            reasons = denial.sentences(telling: \.shown).map { SentenceView($0) }
        }
        verdict = StyledView(StyledText(answer.decision.code.verdict, style))
        hasReasons = !reasons.isEmpty
        basis = told(
            "rules \(answer.rules.rawValue) · revision \(answer.order.stateRevision)",
            zh: "规则 \(answer.rules.rawValue) · 版本 \(answer.order.stateRevision)")
        let mustPass = answer.permit != nil && !visit.mayAcknowledge
        permitToPass = mustPass ? answer.permit?.token.secret : nil
        permitUntil = mustPass ? answer.permit.map { MomentView($0.terms.expiresAt) } : nil
        let isPossible = answer.decision.code != .denied && visit.may(call.kind)
        // What two people must acknowledge has no permit.
        let needsPeople = atStake != nil && answer.permit == nil
        form =
            isPossible && !mustPass && !needsPeople ? Form(answer, call, question, visit) : nil
        request =
            isPossible && visit.may(.approvalRequest)
            ? Request(
                isOnly: form == nil, why: Self.requestWords(needsPeople, atStake == nil),
                fields: Form(answer, call, question, visit),
                asksAmount: atStake != nil && !needsPeople && visit.mayAcknowledge) : nil
    }
}

extension DecisionView {
    private static func requestWords(_ needsPeople: Bool, _ isFree: Bool) -> String {
        if needsPeople {
            return told(
                "Two people other than you must acknowledge this amount.",
                zh: "这笔金额须由您以外的两人确认。")
        }
        return isFree
            ? told(
                "It is done when its hour comes, unless you withdraw it before.",
                zh: "到时间才执行，在那之前可以撤回。")
            : told(
                "It waits until another person acknowledges the amount; you can withdraw it.",
                zh: "等待另一人确认金额；您可以撤回。")
    }
}

extension DecisionView.Form {
    init(
        _ answer: DecisionAnswer, _ call: ConsoleCall, _ question: OrderCall?,
        _ visit: ConsoleVisit
    ) {
        permit = answer.permit?.token.secret
        total = question?.terms.total.map { "\($0)" }
        paidAt = question?.terms.paidAt?.beijing
        item = call == .modify ? visit.field("item") ?? told("Service", zh: "服务费") : nil
        reason = visit.field("reason") ?? ""
        reasonLabel =
            call == .reportPaid
            ? told("Why, for the journal", zh: "原因（只记入账本）")
            : told("Reason, as WeChat shows it to the customer", zh: "原因（微信会向用户展示）")
        reasonLimit = call == .reportPaid ? OperatorReason.limit : CancelReason.limit
        reasonNeeded = call != .reportPaid
        amountLabel = told(
            "Type the amount at stake, as it stands above", zh: "请照样输入上面的涉及金额")
        doLabel =
            switch call {
            case .cancel: told("Cancel the order for good", zh: "确认取消订单")
            case .modify: told("Lower the amount for good", zh: "确认调低金额")
            case .reportPaid: told("Report as paid elsewhere", zh: "确认登记为已在别处付款")
            }
    }
}
