import HTTPTypes
import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

extension OrderAPI {
    /// Makes a call that changes an order.
    func call(_ exchange: Exchange) async throws -> Response {
        let order = try exchange.order
        let members = try exchange.members(Self.callMembers)
        let kind = try members.kind()
        try Self.check(exchange.principal, mayMake: kind)
        let wish = try CallWish(
            kind, members, on: order, by: exchange.principal,
            known: exchange.caller.identification)
        try await checkRevision(exchange, of: order)
        return try Self.response(to: await made(wish, on: order, exchange.caller))
    }

    /// Makes sure that a principal may make the call that a request asks for, before an answer is
    /// repeated that somebody of the same name got.
    func checkRole(_ exchange: Exchange) throws {
        guard exchange.endpoint == .calls else { return }
        try Self.check(
            exchange.principal, mayMake: try exchange.members(Self.callMembers).kind())
    }

    private static func check(
        _ principal: Principal, mayMake kind: OrderCall.Kind
    ) throws(ServiceProblem) {
        guard principal.roles.contains(where: { $0.calls.contains(kind) }) else {
            throw ServiceProblem.access(.callNotPermitted)
        }
    }

    private static let callMembers: Set = [
        "call", "body", "reason", "paid_at", "consent", "dry_run",
    ]

    /// Whether a request only asks what a call would do; its answer may hold a permit.
    func isDryRun(_ exchange: Exchange) -> Bool {
        exchange.endpoint == .calls
            && (try? exchange.members(Self.callMembers).flag("dry_run")) == true
    }

    func made(
        _ wish: CallWish, on order: OutOrderNumber, _ caller: Caller
    ) async throws(EngineError) -> CallResult {
        switch wish.content {
        case .create(let json): try await engine.create(order, json: json, caller: caller)
        case .createCompleted(let json):
            try await engine.createCompleted(order, json: json, caller: caller)
        case .complete(let json): try await engine.complete(order, json: json, caller: caller)
        case .modify(let json):
            try await engine.modify(
                order, json: json, consent: wish.consent, dryRun: wish.dryRun, caller: caller)
        case .collect: try await engine.collect(order, caller: caller)
        case .reportPaid(let paidAt, let reason):
            try await engine.reportPaid(
                order, at: paidAt, reason: reason, consent: wish.consent, dryRun: wish.dryRun,
                caller: caller)
        case .cancel(let reason):
            try await engine.cancel(
                order, reason: reason, consent: wish.consent, dryRun: wish.dryRun, caller: caller)
        }
    }

    /// Makes sure that the order is where the caller saw it, if they say where.
    ///
    /// It is compared before the call begins; what money rests on, the permit and the decision, is
    /// compared once more in the commit.
    private func checkRevision(_ exchange: Exchange, of order: OutOrderNumber) async throws {
        let wanted = exchange.headers[values: .ifMatch]
        guard let first = wanted.first else { return }
        let tags = first.split(separator: ",").map { $0.filter { $0 != " " } }
        guard wanted.count == 1, !tags.isEmpty else {
            throw ServiceProblem(
                .badRequest, .headerInvalid, "If-Match must be given once, as the ETag was")
        }
        let known = try await engine.order(order)
        let tag = known.map { #""\#($0.revision)""# }
        guard let tag, tags == ["*"] || tags.contains(tag) else {
            var problem = ServiceProblem(
                .preconditionFailed, .revisionDiffers,
                "the order is at another revision than If-Match says; read it again")
            problem.headers[.eTag] = tag
            throw problem
        }
    }

    /// How a call ended: 200 once it took effect, 202 while nobody knows, a problem where it was
    /// not made or had no effect.
    static func response(to result: CallResult) throws -> Response {
        let form = CallResultJSON(result)
        switch result {
        case .denied(let answer):
            throw notMade(
                form, answer, "the call was denied, nothing was sent; the reasons are listed",
                zh: "调用被拒绝，什么也没有发送；原因见 reasons。")
        case .needsAcknowledgement(let answer):
            throw notMade(
                form, answer,
                "the call gives money up, nothing was sent; an approver repeats it with a consent",
                zh: "这次调用会放弃钱款，什么也没有发送；须由 approver 带上 consent 再次发起。")
        case .permitUnusable(let problem, let answer):
            throw notMade(
                form, answer,
                "the consent cannot be used (\(problem.rawValue)), nothing was sent; a new "
                    + "decision is in the result",
                zh: "这份 consent 不能用（\(problem.rawValue)），什么也没有发送；result 里是新的决定。")
        case .dryRun(let answer, _): return try Response(form, at: answer.order.revision)
        case .attempted(let report, _):
            let revision = report.order.revision
            switch report.attempt.condition {
            case .open, .parked: return try Response(form, .accepted, at: revision)
            case .settled(.applied): return try Response(form, at: revision)
            case .settled(.refused(let refusal)):
                var problem = ServiceProblem(
                    .conflict, code: form.result,
                    "WeChat refused the call: \(refusal.code) \(refusal.message)",
                    zh: "微信驳回了调用：\(refusal.code) \(refusal.message)")
                problem.result = form
                throw problem
            case .settled(.notApplied), .settled(.unproven):
                var problem = ServiceProblem(
                    .conflict, code: form.result,
                    "the call was sent and had no proven effect; see the attempt in the result",
                    zh: "调用已经发出，没有查明的效果；见 result 里的 attempt。")
                problem.result = form
                throw problem
            }
        }
    }

    static func notMade(
        _ form: CallResultJSON, _ answer: DecisionAnswer, _ english: String, zh chinese: String
    ) -> ServiceProblem {
        var problem = ServiceProblem(.conflict, code: form.result, english, zh: chinese)
        problem.result = form
        problem.reasons = form.decision.map { $0.reasons + $0.hazards } ?? []
        problem.headers[.eTag] = #""\#(answer.order.revision)""#
        return problem
    }
}
