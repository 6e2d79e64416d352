import OrderJournal
import OrderLifecycle
import StrictJSON

/// An order as commands show it.
struct OrderOutput {
    let order: OrderProjection

    /// The order as one object.
    var json: JSONValue {
        [
            "out_order_no": .string(order.order.text),
            "order_id": .text(order.identity.orderID?.text),
            "revision": .number(order.revision),
            "phase_revision": .number(order.stateRevision),
            "phase": .string(order.state.code),
            "indeterminate_reason": .text(order.state.indeterminateReason?.rawValue),
            "verified": .bool(order.isVerified),
            "risk_fund_fen": .number(order.state.phase?.riskFund?.fen),
            "due_fen": .number(order.state.phase?.due?.fen),
            "paid_fen": .number(order.state.phase?.paid?.fen),
            "paid_unknown": .bool(order.state.phase == .done(paid: nil)),
            "protected": .bool(order.isProtected),
            "open_attempt": .text(order.openAttempt?.text),
            "contradictions": .number(order.contradictions),
            "observed_at": .text(order.observedAt?.description),
            "created_at": .string(order.createdAt.description),
            "updated_at": .string(order.updatedAt.description),
        ]
    }

    /// The order on a few lines.
    var lines: [StyledText] {
        let revision = StyledText("revision \(order.revision)", .dim)
        return ["Order \(order.order, .bold)  \(order.state.words)  \(revision)"] + warnings
    }

    /// What a person should know beyond the phase.
    var warnings: [StyledText] {
        var lines: [StyledText] = []
        if !order.isVerified, order.state != .unseen {
            lines.append(
                "  \("not verified", .caution): somebody claims it, and no signed answer of "
                    + "WeChat's has shown it; run: payscore query \(order.order)")
        }
        if order.isProtected {
            lines.append("  \("protected", .caution) from calls that give money up")
        }
        if let attempt = order.openAttempt {
            lines.append("  \("unresolved", .caution) attempt \(attempt); run: payscore reconcile")
        }
        if order.contradictions > 0 {
            lines.append(
                "  \("contradictions", .bad): \(order.contradictions); "
                    + "see: payscore history \(order.order)")
        }
        return lines
    }
}

extension OrderPhase {
    fileprivate var riskFund: Amount? {
        switch self {
        case .created(let fund), .inService(let fund): fund
        case .awaitingPayment, .done, .revoked, .expired: nil
        }
    }

    fileprivate var due: Amount? {
        switch self {
        case .awaitingPayment(let pending): pending.due
        case .created, .inService, .done, .revoked, .expired: nil
        }
    }

    fileprivate var paid: Amount? {
        switch self {
        case .awaitingPayment(let pending): pending.paid
        case .done(let paid): paid
        case .created, .inService, .revoked, .expired: nil
        }
    }
}
