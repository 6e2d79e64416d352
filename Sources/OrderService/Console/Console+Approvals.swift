import HTTPTypes
import HummingbirdCore
import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension Console {
    /// Requested and held calls, the newest first: those that wait, or all.
    func approvals(_ visit: ConsoleVisit) async throws -> Response {
        let all = visit.parameter("all") == "true"
        let found = try await engine.approvals.list(
            waitingOnly: !all, before: visit.parameter("before").map { try ApprovalID($0) },
            limit: Self.pageSize)
        return page(
            .approvals, visit, title: told("Approvals", zh: "审批"),
            isLive: visit.parameter("before") == nil
        ) {
            ApprovalsView(
                all: all, hasRows: !found.elements.isEmpty,
                rows: found.elements.map {
                    ApprovalRowView($0, people: engine.peopleNeeded(for: $0.terms.loss))
                },
                more: found.next.map {
                    "\(ConsolePage.approvals.path)?before=\($0.text.inPath)"
                        + (all ? "&all=true" : "")
                })
        }
    }

    /// One requested call, and what its visitor may say about it.
    func approval(_ visit: ConsoleVisit) async throws -> Response {
        try await show(visit.approval, visit, .ok, problem: nil)
    }

    /// Acknowledges, rejects or withdraws a requested call.
    func decideApproval(_ visit: ConsoleVisit) async throws -> Response {
        let id = try visit.approval
        let result: ApprovalResult
        do {
            result = try await said(of: id, visit)
        } catch let error as InvalidValue {
            return try await show(
                id, visit, .badRequest,
                problem: visit.words(of: error))
        }
        switch result {
        case .made(let approval, _):
            let order = approval.terms.order.inPath
            return redirect(
                to: "/console/orders/\(order)?attempt=\(approval.id.attempt.text.inPath)")
        case .waiting, .ended: return redirect(to: id.path)
        case .refused(let problem, _):
            guard problem != .unknown else { throw ServiceProblem(problem) }
            return try await show(
                id, visit, .conflict,
                problem: visit.audience.told { problem.sentence.words })
        case .denied, .notNeeded: return redirect(to: id.path)
        }
    }

    /// Requests a call from its page, or holds it.
    func requestApproval(_ visit: ConsoleVisit) async throws -> Response {
        let (call, order) = try (called(visit), visit.order)
        guard visit.may(call.kind) else { throw ServiceProblem.access(.callNotPermitted) }
        let question = try call.question(in: visit)
        let caller = try visit.caller
        let result: ApprovalResult
        do {
            let members = try BodyMembers(
                call.body(of: visit, question), known: ["call", "body", "reason", "paid_at"])
            result = try await engine.approvals.request(
                ApprovableCall(call.kind, members), of: order, terms: ApprovalTerms(visit),
                caller: caller)
        } catch let error as InvalidValue {
            let answer = try await engine.decision(on: order, for: question, caller: caller)
            return show(
                call, on: order, visit, .badRequest, answer, for: question,
                problem: visit.words(of: error))
        }
        switch result {
        case .waiting(let approval): return redirect(to: approval.id.path)
        case .denied(let answer):
            return show(call, on: order, visit, .conflict, answer, for: question)
        case .notNeeded(let answer):
            return show(
                call, on: order, visit, .conflict, answer, for: question,
                problem: visit.audience.told {
                    told(
                        "Nothing is at stake, and nothing was requested: do it now, or hold it.",
                        zh: "不涉及金额，没有提交审批：请直接执行，或填写搁置时间。")
                })
        case .refused(.waiting, let other?): return redirect(to: other.id.path)
        case .refused(let problem, _):
            let answer = try await engine.decision(on: order, for: question, caller: caller)
            return show(
                call, on: order, visit, .conflict, answer, for: question,
                problem: visit.audience.told { problem.sentence.words })
        case .ended(let approval), .made(let approval, _):
            return redirect(to: approval.id.path)
        }
    }

    private func said(of id: ApprovalID, _ visit: ConsoleVisit) async throws -> ApprovalResult {
        let caller = try visit.caller
        switch visit.page {
        case .approvalAcknowledge:
            return try await engine.approvals.acknowledge(
                id, atStake: Amount(parsing: visit.field("amount") ?? ""), caller: caller)
        case .approvalReject:
            return try await engine.approvals.reject(
                id, reason: OperatorReason(visit.field("reason") ?? ""), caller: caller)
        default:
            return try await engine.approvals.withdraw(
                id, reason: visit.field("reason").map { try OperatorReason($0) }, caller: caller)
        }
    }

    private func show(
        _ id: ApprovalID, _ visit: ConsoleVisit, _ status: HTTPResponse.Status, problem: String?
    ) async throws -> Response {
        guard let approval = try await engine.approvals.known(id) else {
            throw ServiceProblem(ApprovalProblem.unknown)
        }
        let history = try await history(
            of: .order(approval.terms.order), after: 0, limit: Self.recordsOfOrder)
        let (people, now) = (engine.peopleNeeded(for: approval.terms.loss), engine.now)
        return page(
            .approval, visit, status, title: told("Approval \(id)", zh: "审批 \(id)"),
            isLive: status == .ok && visit.page == .approval
        ) {
            ApprovalView(
                approval, history, people: people, now: now, visit, problem: problem)
        }
    }

    /// The most records of an order that are searched for those of a requested call.
    private static let recordsOfOrder = 1000
}

extension ApprovalID {
    /// Where the console shows it.
    var path: String { "\(ConsolePage.approvals.path)/\(text.inPath)" }
}

extension ConsoleVisit {
    /// The requested call that the path names.
    fileprivate var approval: ApprovalID {
        get throws { try ApprovalID(name("approval")) }
    }
}

extension ApprovalTerms {
    /// Takes what was typed: a hold in minutes, and the amount of whoever gives it up alone.
    fileprivate init(_ visit: ConsoleVisit) throws {
        guard let minutes = visit.field("hold") else {
            self = .standard
            return
        }
        guard let minutes = Int(minutes), minutes >= 1, minutes <= Self.holdMinutes else {
            throw InvalidValue(
                .approvalHold, .outOfRange(minimum: 1, maximum: Int64(Self.holdMinutes)))
        }
        guard visit.mayAcknowledge, let amount = visit.field("amount") else {
            try self.init(hold: .seconds(minutes * 60))
            return
        }
        try self.init(hold: .seconds(minutes * 60), stated: Amount(parsing: amount))
    }

    /// A day short of the longest wait, which leaves people their eight hours.
    private static let holdMinutes = 29 * 24 * 60
}

private struct ApprovalsView {
    let all: Bool
    let hasRows: Bool
    let rows: [ApprovalRowView]
    let more: String?
}

/// One requested call in the list.
private struct ApprovalRowView {
    let href: String
    let at: MomentView
    let call: String
    let order: String
    let orderPath: String
    let by: String
    let atStake: MoneyView?
    let verdict: StyledView
    let needs: String?
    let held: MomentView?
    let why: String?
    let ends: MomentView?

    init(_ approval: ApprovalProjection, people: Int) {
        let terms = approval.terms
        href = approval.id.path
        at = MomentView(approval.requestedAt)
        call = terms.call.kind.word
        order = terms.order.text
        orderPath = "/console/orders/\(terms.order.inPath)"
        by = terms.requestedBy.name.text
        atStake = terms.loss.map { MoneyView($0.atStake) }
        verdict = StyledView(approval.verdict)
        needs = approval.missingWords(of: people)
        held = approval.isWaiting ? terms.heldUntil.map { MomentView($0) } : nil
        why = approval.reason
        ends = approval.isWaiting ? MomentView(terms.expiresAt) : nil
    }
}

extension ApprovalProjection {
    /// How many people have still to acknowledge it; `nil` where none has to.
    fileprivate func missingWords(of people: Int) -> String? {
        let missing = people - terms.acknowledgedBy.count
        guard isWaiting, terms.loss != nil, missing > 0 else { return nil }
        return told(
            "\(missing) of \(people) people have to acknowledge it",
            zh: "还须 \(missing) 人确认（共 \(people) 人）")
    }
}

/// The page of one requested call.
private struct ApprovalView {
    let name: String
    let href: String
    let order: String
    let orderPath: String
    let call: String
    let verdict: StyledView
    let problem: String?
    let note: String?
    let atStake: MoneyView?
    let sentences: [SentenceView]
    let needs: String?
    let facts: [FactView]
    let mayAcknowledge: Bool
    let mayReject: Bool
    let mayWithdraw: Bool
    let ownNote: String?
    let sealWords: String
    let records: [RecordView]

    init(
        _ approval: ApprovalProjection, _ history: RecordHistory, people: Int, now: Timestamp,
        _ visit: ConsoleVisit, problem: String?
    ) {
        let terms = approval.terms
        name = approval.id.text
        href = approval.id.path
        order = terms.order.text
        orderPath = "/console/orders/\(terms.order.inPath)"
        call = terms.call.kind.word
        verdict = StyledView(approval.verdict)
        self.problem = problem
        let own = zip(history.records, history.views("\(orderPath)/records")).filter {
            $0.0.cause.id == approval.id.text || $0.0.cause.id == approval.id.attempt.text
        }
        (records, sealWords) = (own.map(\.1), history.sealWords)
        atStake = terms.loss.map { MoneyView($0.atStake) }
        sentences = terms.loss?.sentences.map { SentenceView($0) } ?? []
        needs = approval.missingWords(of: people)
        note = Self.note(on: approval, own.map(\.0), needs: needs, now: now)
        facts = Self.facts(of: approval)
        let visitor = visit.signedIn?.principal.name
        let isOwn = visitor == terms.requestedBy.name
        let hasSaid = terms.acknowledgedBy.contains { $0.name == visitor }
        mayAcknowledge =
            needs != nil && !isOwn && !hasSaid && visit.may(.approvalAcknowledge)
        mayReject = approval.isWaiting && visit.may(.approvalReject)
        mayWithdraw = approval.isWaiting && isOwn && visit.may(.approvalWithdraw)
        ownNote =
            needs == nil
            ? nil
            : isOwn
                ? told(
                    "You requested this, so somebody else has to acknowledge it.",
                    zh: "这是您的申请，须由另一人确认。")
                : hasSaid
                    ? told(
                        "You have acknowledged it; another person has to, too.",
                        zh: "您已确认，还须另一人确认。") : nil
    }

    /// What somebody who comes back to it should know first.
    private static func note(
        on approval: ApprovalProjection, _ records: [JournalRecord], needs: String?,
        now: Timestamp
    ) -> String? {
        guard approval.isWaiting else { return nil }
        let isHeld = approval.terms.heldUntil.map { $0 > now } ?? false
        guard needs != nil else {
            return isHeld
                ? nil
                : told(
                    "All have acknowledged it; it is made once WeChat can be asked, which is tried "
                        + "every minute.",
                    zh: "所需的人都已确认；每分钟会尝试查询微信，查询成功后执行。")
        }
        let wasSentBack = records.contains {
            if case .order(.approval(.sentBack)) = try? $0.content { true } else { false }
        }
        guard wasSentBack, approval.terms.acknowledgedBy.isEmpty else { return nil }
        return told(
            "Another amount is at stake now than was acknowledged, so nothing was sent.",
            zh: "涉及金额与已确认的不同，因此什么也没有发送。")
    }

    private static func facts(of approval: ApprovalProjection) -> [FactView] {
        let terms = approval.terms
        let reasonName = told("Reason", zh: "原因")
        return [
            FactView(told("New total", zh: "新的总额"), terms.call.terms.total.map { "\($0)" }),
            FactView(
                told("Paid at, Beijing time", zh: "付款时间（北京时间）"), terms.call.terms.paidAt?.beijing),
            FactView(reasonName, approval.reason),
            FactView(told("Requested by", zh: "申请人"), person(terms.requestedBy)),
            FactView(told("Requested at", zh: "申请时间"), at: approval.requestedAt),
        ].compactMap(\.self)
            + terms.acknowledgedBy.compactMap {
                FactView(told("Acknowledged by", zh: "确认人"), person($0))
            }
            + [
                FactView(told("Held until", zh: "搁置到"), at: terms.heldUntil),
                FactView(told("Ends unmade at", zh: "过期时间"), at: terms.expiresAt),
            ].compactMap(\.self)
    }

    private static func person(_ person: IdentifiedActor) -> String {
        person.identification == .claimed
            ? told("\(person.name) (claimed)", zh: "\(person.name)（自称）")
            : person.name.text
    }
}
