import OrderEngine
import OrderLifecycle
import OrderPresentation
import StrictJSON

/// A call that a person makes from the console, with what must be typed for it.
enum ConsoleCall: String, Hashable, Sendable, CaseIterable {
    case cancel
    case modify
    case reportPaid = "report-paid"

    /// Takes a call; `nil` if the console does not make it.
    init?(_ kind: OrderCall.Kind) {
        switch kind {
        case .cancel: self = .cancel
        case .modify: self = .modify
        case .reportPaid: self = .reportPaid
        case .create, .createCompleted, .complete, .collect: return nil
        }
    }

    /// The call.
    var kind: OrderCall.Kind {
        switch self {
        case .cancel: .cancel
        case .modify: .modify
        case .reportPaid: .reportPaid
        }
    }

    /// What a person does by it.
    var label: String {
        switch self {
        case .cancel: told("Cancel the order", zh: "取消订单")
        case .modify: told("Lower the amount", zh: "调低金额")
        case .reportPaid: told("Report as paid elsewhere", zh: "登记为已在别处付款")
        }
    }

    /// Where it is asked about and made.
    func path(on order: OutOrderNumber) -> String {
        "/console/orders/\(order.inPath)/calls/\(rawValue)"
    }

    /// The question that a form asks.
    func question(in visit: ConsoleVisit) throws -> OrderCall {
        switch self {
        case .cancel: .cancel
        case .modify: .modify(total: try Amount(parsing: visit.field("total") ?? ""))
        case .reportPaid:
            .reportPaid(at: try Timestamp(beijing: visit.field("paid_at") ?? ""))
        }
    }

    /// The body that the API takes for the call that a form makes.
    ///
    /// - Parameter question: The new total of a modify.
    func body(of visit: ConsoleVisit, _ question: OrderCall) throws -> [UInt8] {
        var body: JSONValue = ["call": .string(kind.rawValue)]
        switch question {
        case .modify(let total):
            let item: JSONValue = [
                "name": .string(visit.field("item") ?? ""), "amount": .number(total.fen),
            ]
            let request: JSONValue = [
                "post_payments": .array([item]), "total_amount": .number(total.fen),
                "reason": .string(visit.field("reason") ?? ""),
            ]
            body = body.with(["body": request])
        case .reportPaid(let paidAt):
            body = body.with(["paid_at": .string(paidAt.beijing)])
            if let reason = visit.field("reason") { body = body.with(["reason": .string(reason)]) }
        case .cancel, .create, .createCompleted, .complete, .collect:
            body = body.with(["reason": .string(visit.field("reason") ?? "")])
        }
        if let permit = visit.field("colleague") ?? visit.field("permit") {
            let amount = try Amount(parsing: visit.field("amount") ?? "")
            body = body.with([
                "consent": ["permit": .string(permit), "at_stake_fen": .number(amount.fen)]
            ])
        }
        return body.canonical
    }
}
