import OrderJournal
import OrderLifecycle

/// What the adapter would make of WeChat's words.
enum WireWords {
    /// The evidence of an answer, or of what the merchant's own code saw.
    ///
    /// - Parameter signedAt: When WeChat signed it, by its clock.
    static func evidence(signedAt: Int64?) -> Evidence {
        Evidence(
            excerpt: nil, bodyDigest: String(repeating: "0", count: 64), requestID: "simulated",
            signedBy: "simulated",
            signedAt: signedAt.map { Timestamp(clamping: inWholeSeconds($0)) })
    }

    /// A moment as a signature names it.
    static func inWholeSeconds(_ moment: Int64) -> Int64 { moment / 1000 * 1000 }

    /// What stands behind what the merchant's own code saw: no signature.
    static let claim = Evidence(excerpt: nil, bodyDigest: String(repeating: "1", count: 64))

    /// The snapshot that a query of the order shows; `nil` if there is none.
    static func snapshot(of order: WeChatOrder) -> OrderSnapshot? {
        let fund = WireAmount.fen(order.riskFund)
        let collection = CollectionSnapshot(
            state: order.state == .done ? "USER_PAID" : "USER_PAYING",
            totalAmount: .fen(order.total), payingAmount: .fen(order.due),
            paidAmount: .fen(order.paid),
            paidTypes: (order.paid > order.elsewhere ? ["NEWTON"] : [])
                + (order.elsewhere > 0 ? ["MCH"] : []))
        switch order.state {
        case .none: return nil
        case .created: return OrderSnapshot(state: "CREATED", riskFund: fund)
        case .inService:
            return OrderSnapshot(
                state: "DOING", stateDescription: "USER_CONFIRM", riskFund: fund)
        case .paying:
            return OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE", collection: collection)
        case .done:
            guard order.total > 0 else {
                return OrderSnapshot(
                    state: "DONE", totalAmount: .fen(0), needCollection: false)
            }
            return OrderSnapshot(state: "DONE", collection: collection)
        case .revoked: return OrderSnapshot(state: "REVOKED", riskFund: fund)
        case .expired: return OrderSnapshot(state: "EXPIRED", riskFund: fund)
        }
    }

    /// The snapshot that a query of the authorization shows; `nil` if there is none.
    static func snapshot(of authorization: WeChatAuthorization) -> AuthorizationSnapshot? {
        let word: String
        switch authorization.state {
        case .none: return nil
        case .pending: word = "UNBINDUSER"
        case .available: word = "AVAILABLE"
        case .unavailable: word = "UNAVAILABLE"
        }
        return AuthorizationSnapshot(
            state: word, openedAt: authorization.openedAt.map { Timestamp(clamping: $0) },
            closedAt: authorization.closedAt.map { Timestamp(clamping: $0) })
    }

    static func refusal(status: Int, code: String, isDeduction: Bool) -> Refusal {
        let kind: Refusal.Kind =
            switch code {
            case _ where isDeduction: .deductionRunning
            case "ORDER_CANCELED": .alreadyRevoked
            case "ORDER_DONE": .alreadyDone
            case "INVALID_ORDER_STATE": .wrongState
            case "ORDER_NOT_EXIST": .unknownOrder
            case "PARAM_ERROR", "INVALID_REQUEST": .invalidRequest
            case "NO_AUTH": .notPermitted
            case "SIGN_ERROR": .signature
            case "FREQUENCY_LIMITED": .rateLimited
            default: .other
            }
        return Refusal(kind: kind, code: code, status: status, message: "")
    }

    /// Codes that WeChat may give whatever the order's state is, with no effect.
    static let odd: [(status: Int, code: String)] = [
        (400, "PARAM_ERROR"), (403, "NO_AUTH"), (401, "SIGN_ERROR"), (400, "INVALID_REQUEST"),
        (418, "UNHEARD_OF"), (404, "ORDER_NOT_EXIST"), (400, "INVALID_ORDER_STATE"),
    ]
}
