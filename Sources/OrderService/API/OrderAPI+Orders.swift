import HTTPTypes
import Hummingbird
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

extension OrderAPI {
    /// An order, and what may be done on it as far as the journal knows.
    func order(_ exchange: Exchange) async throws -> Response {
        let known = try await known(exchange.order)
        if exchange.headers[values: .ifNoneMatch].contains(#""\#(known.revision)""#) {
            var headers = HTTPFields()
            headers[.eTag] = #""\#(known.revision)""#
            return Response(status: .notModified, headers: headers)
        }
        let options = try await engine.offlineCalls(on: known.order, caller: exchange.caller)
        return try Response(OrderAnswerJSON(known, options), at: known.revision)
    }

    /// Answers "may I?" of any call.
    func decision(_ exchange: Exchange) async throws -> Response {
        let order = try exchange.order
        let members = try exchange.members([
            "call", "offline", "total_fen", "risk_fund_fen", "need_user_confirm", "paid_at",
        ])
        let call = try members.question()
        if try members.flag("offline") {
            let answer = try await engine.offlineDecision(
                on: order, for: call, caller: exchange.caller)
            return try Response(
                DecisionJSON(offline: answer, now: engine.now), at: answer.order.revision)
        }
        let answer = try await engine.decision(on: order, for: call, caller: exchange.caller)
        return try Response(DecisionJSON(answer), at: answer.order.revision)
    }

    /// Sets or lifts the protection of an order.
    func changeProtection(_ exchange: Exchange) async throws -> Response {
        let order = try exchange.order
        let reason = try OperatorReason(exchange.members(["reason"]).text("reason"))
        let changed =
            exchange.endpoint == .protect
            ? try await engine.protect(order, reason: reason, caller: exchange.caller)
            : try await engine.unprotect(order, reason: reason, caller: exchange.caller)
        return try Response(OrderJSON(changed), at: changed.revision)
    }

    /// The order as the journal knows it.
    func known(_ order: OutOrderNumber) async throws -> OrderProjection {
        guard let known = try await engine.order(order) else {
            throw ServiceProblem(
                .notFound, code: EngineErrorCode.orderUnknown.rawValue,
                "the journal has no order \(order)", zh: EngineErrorCode.orderUnknown.chinese)
        }
        return known
    }
}

extension BodyMembers {
    /// The call that is asked about, with what it would ask for.
    fileprivate func question() throws -> OrderCall {
        let kind = try kind()
        var known: Set<String> = ["call", "offline"]
        let call: OrderCall
        switch kind {
        case .create:
            known.formUnion(["risk_fund_fen", "need_user_confirm"])
            try check(known)
            call = .create(
                try flag("need_user_confirm") ? .confirm : .noConfirm,
                riskFund: try optionalAmount("risk_fund_fen"))
        case .createCompleted: call = .createCompleted(total: try amount("total_fen"))
        case .complete: call = .complete(total: try amount("total_fen"))
        case .modify: call = .modify(total: try amount("total_fen"))
        case .collect: call = .collect
        case .reportPaid: call = .reportPaid(at: try Timestamp(beijing: text("paid_at")))
        case .cancel: call = .cancel
        }
        if call.terms.total != nil { known.insert("total_fen") }
        if call.terms.paidAt != nil { known.insert("paid_at") }
        try check(known)
        return call
    }

    /// Which call it is.
    func kind() throws(ServiceProblem) -> OrderCall.Kind {
        guard let kind = OrderCall.Kind(rawValue: try text("call")) else {
            throw invalid(
                "call", OrderCall.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return kind
    }

    private func optionalAmount(_ name: String) throws -> Amount? {
        has(name) ? try amount(name) : nil
    }
}
