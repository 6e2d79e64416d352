import OrderJournal
import OrderLifecycle

/// An order as commands show it.
struct OrderOutput {
    let order: OrderProjection

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
