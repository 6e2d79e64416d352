import OrderJournal
import OrderLifecycle

/// An order as commands show it.
struct OrderOutput {
    let order: OrderProjection

    /// The order on a few lines.
    var lines: [StyledText] {
        let revision = StyledText(
            told("revision \(order.revision)", zh: "版本 \(order.revision)"), .dim)
        let heading = told("Order", zh: "订单")
        return ["\(heading) \(order.order, .bold)  \(order.state.words)  \(revision)"] + warnings
    }

    /// What a person should know beyond the phase.
    var warnings: [StyledText] {
        var lines: [StyledText] = []
        if !order.isVerified, order.state != .unseen {
            lines.append(
                told(
                    """
                      \("not verified", .caution): somebody claims it, and no signed answer of \
                    WeChat's has shown it; run: payscore query \(order.order)
                    """,
                    zh: """
                          \("未验证", .caution)：只是有人这样说，微信签名的应答尚未显示过；\
                        请运行 payscore query \(order.order)
                        """))
        }
        if order.isProtected {
            lines.append(
                told(
                    "  \("protected", .caution) from calls that give money up",
                    zh: "  \("受保护", .caution)，解除之前不得取消，也不得调低金额"))
        }
        if let attempt = order.openAttempt {
            lines.append(
                told(
                    "  \("unresolved", .caution) attempt \(attempt); run: payscore reconcile",
                    zh: "  \("未决", .caution)的请求 \(attempt)；请运行 payscore reconcile 补查"))
        }
        if order.contradictions > 0 {
            lines.append(
                told(
                    """
                      \("contradictions", .bad): \(order.contradictions); \
                    see: payscore history \(order.order)
                    """,
                    zh: """
                          \("矛盾", .bad) \(order.contradictions) 次；\
                        见 payscore history \(order.order)
                        """))
        }
        return lines
    }
}
