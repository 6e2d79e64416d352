import HTTPTypes
import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

extension OrderAPI {
    /// A page of requested calls, the newest first.
    func approvals(_ exchange: Exchange) async throws -> Response {
        let page = try await engine.approvals.list(
            waitingOnly: !exchange.flag("all"),
            before: exchange.parameter("cursor").map { try ApprovalID($0) },
            limit: exchange.limit())
        return try Response(ApprovalPageJSON(page))
    }

    /// A requested call.
    func approval(_ exchange: Exchange) async throws -> Response {
        guard let known = try await engine.approvals.known(exchange.approval) else {
            throw ServiceProblem(ApprovalProblem.unknown)
        }
        return try Response(ApprovalJSON(known))
    }

    /// Requests a call that gives money up, or holds it.
    func requestApproval(_ exchange: Exchange) async throws -> Response {
        let order = try exchange.order
        let members = try exchange.members([
            "call", "body", "reason", "paid_at", "lasts_seconds", "hold_seconds", "at_stake_fen",
        ])
        let kind = try members.kind()
        guard exchange.principal.roles.contains(where: { $0.calls.contains(kind) }) else {
            throw ServiceProblem.access(.callNotPermitted)
        }
        let call = try ApprovableCall(kind, members)
        let terms = try ApprovalTerms(members, by: exchange.principal)
        return try Self.response(
            to: await engine.approvals.request(
                call, of: order, terms: terms, caller: exchange.caller))
    }

    /// Acknowledges, rejects or withdraws a requested call.
    func decideApproval(_ exchange: Exchange) async throws -> Response {
        let id = try exchange.approval
        let caller = exchange.caller
        switch exchange.endpoint {
        case .approvalAcknowledge:
            let amount = try exchange.members(["at_stake_fen"]).amount("at_stake_fen")
            return try Self.response(
                to: await engine.approvals.acknowledge(id, atStake: amount, caller: caller))
        case .approvalReject:
            let reason = try OperatorReason(exchange.members(["reason"]).text("reason"))
            return try Self.response(
                to: await engine.approvals.reject(id, reason: reason, caller: caller))
        default:
            let reason = try exchange.members(["reason"]).optionalText("reason")
                .map { try OperatorReason($0) }
            return try Self.response(
                to: await engine.approvals.withdraw(id, reason: reason, caller: caller))
        }
    }

    /// What became of it: 200 where it is as was wished, 202 where the call was sent and nobody
    /// knows yet, a problem where nothing waits, nothing was said, or the call had no effect.
    private static func response(to result: ApprovalResult) throws -> Response {
        let form = ApprovalResultJSON(result)
        switch result {
        case .waiting, .ended: return try Response(form)
        case .made(_, let call): return try Response(form, response(to: call).status)
        case .denied(let answer):
            throw notMade(
                CallResultJSON(.denied(answer)), answer,
                "the call was denied, and nothing was requested; the reasons are listed",
                zh: "调用被拒绝，没有提交审批；原因见 reasons。")
        case .notNeeded:
            throw ServiceProblem(
                .conflict, .approvalNotNeeded,
                "the call gives nothing up, and nothing was requested; make it at once")
        case .refused(let problem, _):
            throw ServiceProblem(problem)
        }
    }
}

extension ApprovableCall {
    /// Reads a call that is requested.
    init(_ kind: OrderCall.Kind, _ members: BodyMembers) throws {
        let terms: Set = ["call", "lasts_seconds", "hold_seconds", "at_stake_fen"]
        switch kind {
        case .modify:
            try members.check(terms.union(["body"]))
            self = .modify(json: try members.json("body"))
        case .reportPaid:
            try members.check(terms.union(["paid_at", "reason"]))
            self = .reportPaid(
                at: try Timestamp(beijing: members.text("paid_at")),
                reason: try members.optionalText("reason").map { try OperatorReason($0) })
        case .cancel:
            try members.check(terms.union(["reason"]))
            self = .cancel(
                reason: try CancelReason(
                    members.text("reason"), limit: CancelReason.newerLimit))
        case .create, .createCompleted, .complete, .collect:
            throw members.invalid("call", "modify, report_paid or cancel: it gives money up")
        }
    }
}

extension ApprovalTerms {
    /// - Throws: Also where somebody states an amount who may not acknowledge any.
    fileprivate init(_ members: BodyMembers, by principal: Principal) throws {
        let states = members.has("at_stake_fen")
        guard !states || principal.roles.contains(where: \.mayAcknowledge) else {
            throw ServiceProblem.access(.consentNotPermitted)
        }
        try self.init(
            lifetime: members.seconds("lasts_seconds") ?? Approval.standardLifetime,
            hold: members.seconds("hold_seconds"),
            stated: states ? members.amount("at_stake_fen") : nil)
    }
}
