import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// What became of a requested call, as commands show it.
struct ApprovalOutput {
    private let result: ApprovalResult
    private let context: CommandContext

    init(_ result: ApprovalResult, of context: CommandContext) {
        self.result = result
        self.context = context
    }

    func answer(_ output: Output) throws(Failure) -> ExitStatus {
        try output.answer(form) { lines }
        return status
    }

    var form: ApprovalResultJSON { ApprovalResultJSON(result) }

    var status: ExitStatus {
        switch result {
        case .denied: .denied
        case .refused(.unknown, _): .notFound
        case .notNeeded, .refused: .conflict
        case .waiting(let approval): status(of: approval)
        case .ended(let approval):
            switch approval.condition {
            case .ended(.denied): .denied
            case .ended(.expired): .conflict
            case .ended(.rejected), .ended(.withdrawn), .waiting, .made: .ok
            }
        case .made(_, let call): context.output(of: call).status
        }
    }

    /// Whoever requested it or said yes has done their part, unless another amount is at stake.
    private func status(of approval: ApprovalProjection) -> ExitStatus {
        let people = [approval.terms.requestedBy] + approval.terms.acknowledgedBy
        return people.contains { $0.name == context.caller.actor } ? .ok : .needsAcknowledgement
    }

    var lines: [StyledText] {
        switch result {
        case .denied(let answer): DecisionOutput(answer).lines + [Self.nothingRequested]
        case .notNeeded(let answer):
            DecisionOutput(answer).lines + [
                Self.nothingRequested,
                told(
                    "  nothing is at stake: make the call without --request-approval",
                    zh: "  不涉及金额：请去掉 --request-approval 直接执行"),
            ]
        case .refused(let problem, let approval):
            [
                told(
                    "\("CONFLICT", .bad)  \(problem.rawValue, .bold): \(problem.sentence.words)",
                    zh: "\("冲突", .bad)  \(problem.rawValue, .bold)：\(problem.sentence.words)")
            ] + (approval.map { card($0) } ?? [])
        case .waiting(let approval), .ended(let approval): card(approval)
        case .made(let approval, let call):
            context.output(of: call).lines + [
                "  \(told("approval \(approval.id)", zh: "审批 \(approval.id)"), .dim)"
            ]
        }
    }

    private static var nothingRequested: StyledText {
        "  \(told("nothing was requested", zh: "没有提交审批"), .dim)"
    }

    private func card(_ approval: ApprovalProjection) -> [StyledText] {
        let terms = approval.terms
        let call = terms.call.kind.word
        let title = told("\(call) of order", zh: "订单\(call)") as String
        var lines: [StyledText] = [
            """
            \(approval.verdict)  \(title) \(terms.order.text, .bold)  \
            \(approval.id.text, .accent)
            """
        ]
        if let loss = terms.loss {
            lines.append("\(cardLabel("at stake", zh: "涉及金额"))\(loss.atStake.inBoth, .bad)")
        }
        let reason = approval.reason.map { told(": ", zh: "：") + $0 } ?? ""
        lines.append(
            """
            \(cardLabel("requested", zh: "申请"))\(terms.requestedBy.name), \
            \(approval.requestedAt.shown)\(reason)
            """)
        for person in terms.acknowledgedBy {
            lines.append("\(cardLabel("acknowledged", zh: "已确认"))\(person.name)")
        }
        guard approval.isWaiting else { return lines }
        if let hour = terms.heldUntil {
            lines.append("\(cardLabel("due", zh: "执行时间"))\(hour.shown)")
        }
        lines.append("\(cardLabel("ends", zh: "过期时间"))\(terms.expiresAt.shown)")
        let needed = context.settings.policy.peopleNeeded(for: terms.loss)
        let missing = needed - terms.acknowledgedBy.count
        if let loss = terms.loss, missing > 0 {
            let amount = loss.atStake
            let people = told(
                "\(missing) of \(needed) people", zh: "\(missing) 人（共 \(needed) 人）")
            lines.append("\(cardLabel("needs", zh: "还需"))\(people)")
            lines.append(
                """
                  \(told("another person: ", zh: "由另一人运行：") as String)\
                \("payscore approval acknowledge \(approval.id) --at-stake '\(amount)'", .bold)
                """)
        }
        return lines
    }
}
