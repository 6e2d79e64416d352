import OrderEngine
import OrderJournal
import OrderLifecycle

/// An attempt as commands show it.
struct AttemptOutput {
    let attempt: AttemptProjection

    /// The exit code that tells how the attempt stands.
    var status: ExitStatus {
        switch attempt.condition {
        case .open, .parked: .unresolved
        case .settled(.applied): .ok
        case .settled(.refused): .refused
        case .settled(.notApplied(.neverSent)): .unreachable
        case .settled(.unproven): .unresolved
        case .settled(.notApplied(.changed)), .settled(.notApplied(.overtaken)),
            .settled(.notApplied(.unchanged)):
            .conflict
        }
    }

    /// What became of the call, and how that is known.
    var lines: [StyledText] {
        switch attempt.condition {
        case .open(let next):
            [
                told(
                    """
                    \(verdict)  the \(name) may have reached WeChat, and its outcome is not known \
                    yet
                    """, zh: "\(verdict)  \(name)可能已到达微信，结果尚不可知"),
                told(
                    """
                      do not repeat it; run: \("payscore reconcile", .bold)  (the next query is \
                    due at \(next.shown))
                    """,
                    zh: """
                          请勿重复操作；请运行 \("payscore reconcile", .bold) 补查（下次查询应在 \
                        \(next.shown)）
                        """),
            ]
        case .parked:
            [
                told(
                    """
                    \(verdict)  the outcome of the \(name) never became known; a person has to \
                    look
                    """, zh: "\(verdict)  \(name)的结果一直没有查清，须由人来查看"),
                told(
                    """
                      do not repeat it; compare \("payscore \(query)", .bold) with \
                    \("payscore \(history)", .bold)
                    """,
                    zh: """
                          请勿重复操作；请对照 \("payscore \(query)", .bold) 与 \
                        \("payscore \(history)", .bold)
                        """),
            ]
        case .settled(.applied(let proof)): [done(proof), "  \(proof.words, .dim)"]
        case .settled(.refused(let refusal)):
            [
                told(
                    "\(verdict)  the \(name): \(refusal.words)",
                    zh: "\(verdict)  \(name)：\(refusal.words)")
            ] + advice(on: refusal)
        case .settled(.notApplied(let failure)):
            [
                told(
                    "\("NOT DONE", .caution)  the \(name): \(failure.words)",
                    zh: "\(verdict)  \(name)：\(failure.words)")
            ]
        case .settled(.unproven):
            [
                told(
                    """
                    \(verdict)  the \(name): no answer came that proves it, and no observation can \
                    show it; it is not sent again
                    """, zh: "\(verdict)  \(name)：没有收到可作证明的应答，观察也无从显示；不会重发")
            ]
        }
    }

    /// How the attempt stands, beside the call and the order in a list.
    var outcome: StyledText {
        switch attempt.condition {
        case .open:
            told(
                "\(verdict)  run: payscore reconcile", zh: "\(verdict)  请运行 payscore reconcile 补查")
        case .parked: told("\(verdict)  a person has to look", zh: "\(verdict)  须由人来查看")
        case .settled(.applied(let proof)): "\(verdict)  \(proof.words)"
        case .settled(.refused(let refusal)): "\(verdict)  \(refusal.words)"
        case .settled(.notApplied(let failure)): "\(verdict)  \(failure.words)"
        case .settled(.unproven): verdict
        }
    }

    private var verdict: StyledText { attempt.condition.verdict }

    /// The call and its order.
    private var name: String {
        let call = attempt.intent.call.kind.word
        return switch attempt.intent.call {
        case .order: told("\(call) of \(subject)", zh: "订单 \(subject) 的\(call)请求")
        case .authorization:
            told("\(call) of \(subject)", zh: "授权 \(subject) 的\(call)请求")
        }
    }

    /// The order's number, or the authorization's code.
    private var subject: String {
        switch attempt.subject {
        case .order(let number): number.text
        case .authorization(let code): code.text
        case .journal: attempt.subject.text
        }
    }

    /// The command that asks WeChat about it.
    private var query: String {
        attempt.subject.order == nil ? "authorization query \(subject)" : "query \(subject)"
    }

    /// The command that shows its records.
    private var history: String {
        attempt.subject.order == nil ? "authorization history \(subject)" : "history \(subject)"
    }

    /// What was done, to which order, and what was given up by whose word.
    private func done(_ proof: AttemptProof) -> StyledText {
        if proof == .alreadyThere { return alreadyDone }
        let done = "\(Self.done(attempt.intent.call), .good) \(subject, .bold)" as StyledText
        let effect = [effect, givenUp].compactMap(\.self).joined(separator: told("; ", zh: "；"))
        return effect.isEmpty ? done : "\(done)\(told(": ", zh: "：") as String)\(effect)"
    }

    private static func done(_ call: AttemptedCall) -> String {
        switch call {
        case .order(let call): done(call)
        case .authorization(.request): told("REQUESTED", zh: "已申请授权")
        case .authorization(.terminate): told("TERMINATED", zh: "已解除授权")
        }
    }

    private static func done(_ call: OrderCall) -> String {
        switch call {
        case .create: told("CREATED", zh: "已创建")
        case .createCompleted: told("CREATED AND COMPLETED", zh: "已创建并完结")
        case .complete: told("COMPLETED", zh: "已完结")
        case .modify: told("MODIFIED", zh: "已修改金额")
        case .collect: told("ASKED TO COLLECT", zh: "已发起催收")
        case .reportPaid: told("REPORTED AS PAID", zh: "已登记为已付")
        case .cancel: told("CANCELLED", zh: "已取消")
        }
    }

    /// What comes of it.
    private var effect: String? { attempt.intent.call.order.flatMap(Self.effect) }

    private static func effect(of call: OrderCall) -> String? {
        switch call {
        case .create(_, let fund): fund.map { told("risk fund \($0)", zh: "风险金 \($0)") }
        case .complete(.zero), .createCompleted(total: .zero):
            told("nothing is charged", zh: "不收费")
        case .complete(let total), .createCompleted(let total):
            told("WeChat collects \(total)", zh: "微信将收取 \(total)")
        case .modify(let total):
            told("WeChat collects \(total) in all", zh: "微信合计收取 \(total)")
        case .reportPaid(let paidAt):
            told(
                "paid at \(paidAt.inBeijing); WeChat collects no more",
                zh: "付款时间 \(paidAt.inBeijing)；微信不再收款")
        case .collect, .cancel: nil
        }
    }

    private var givenUp: String? {
        attempt.intent.consent.map {
            let person = [$0.acknowledgedBy, $0.alsoAcknowledgedBy].compactMap(\.?.name.text)
                .joined(separator: told(" and ", zh: "、"))
            return switch attempt.intent.call.kind.givenUpKind {
            case .receivedElsewhere:
                told(
                    "\($0.givenUp) received elsewhere (by the word of \(person))",
                    zh: "已在别处收到 \($0.givenUp)（由 \(person) 确认）")
            case .forgiven, nil:
                told(
                    "\($0.givenUp) given up for good (acknowledged by \(person))",
                    zh: "永久放弃 \($0.givenUp)（由 \(person) 确认）")
            }
        }
    }

    /// What is known of a refusal beyond its code: that the customer may have paid twice, or why
    /// WeChat lowers no amount.
    private func advice(on refusal: Refusal) -> [StyledText] {
        switch attempt.intent.call.order {
        case .reportPaid where refusal.kind == .alreadyDone:
            [
                told(
                    """
                      WeChat may have collected first: if the customer paid twice, refund WeChat's \
                    payment by its transaction_id (see \("payscore \(history)", .bold)), \
                    outside of this program
                    """,
                    zh: """
                          微信可能已先收款：如果用户付了两次，请凭 transaction_id（见 \
                        \("payscore \(history)", .bold)）为微信收到的那一笔退款；退款不由本程序办理
                        """)
            ]
        case .modify:
            [
                told(
                    """
                      WeChat lowers no amount of an order whose customer paid a deposit, an \
                    advance or a guarantee to begin it, or that is paid: refund such an order by \
                    the payment's transaction_id
                    """,
                    zh: """
                          用户为开始服务支付过押金、预付款或保证金的订单，以及已支付的订单，微信不予修改金额：\
                        请凭支付单号（transaction_id）退款
                        """)
            ]
        case .create, .createCompleted, .complete, .collect, .reportPaid, .cancel, nil: []
        }
    }

    private var alreadyDone: StyledText {
        let (word, done): (String, String) =
            switch attempt.intent.call.kind {
            case .order(.create): ("无需创建", told("created", zh: "创建"))
            case .order(.createCompleted):
                ("无需创建并完结", told("created and completed", zh: "创建并完结"))
            case .order(.complete): ("无需完结", told("completed", zh: "完结"))
            case .order(.modify): ("无需修改金额", told("modified", zh: "修改金额"))
            case .order(.collect): ("无需催收", told("collected for", zh: "催收"))
            case .order(.reportPaid): ("无需登记", told("reported as paid", zh: "登记为已付"))
            case .order(.cancel): ("无需取消", told("cancelled", zh: "取消"))
            case .authorization(.request): ("无需申请授权", told("requested", zh: "申请授权"))
            case .authorization(.terminate): ("无需解除授权", told("terminated", zh: "解除授权"))
            }
        return told(
            "\("NOTHING TO DO", .good)  \(subject, .bold) had been \(done) already",
            zh: "\(word, .good)  \(subject, .bold) 此前已经\(done)")
    }
}

extension AttemptReport {
    /// The attempt and its order for a person.
    var lines: [StyledText] {
        AttemptOutput(attempt: attempt).lines + OrderOutput(order: order).lines
            + ["  \(told("attempt ", zh: "请求 ") + attempt.id.text, .dim)"]
    }

    var status: ExitStatus { AttemptOutput(attempt: attempt).status }
}
