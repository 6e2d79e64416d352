import OrderEngine
import OrderEngineJSON
import OrderLifecycle
import WeChatPay

/// How a call ended, as the commands show it.
struct CallOutput {
    let result: CallResult
    /// Whether the one who made the call could acknowledge its loss.
    let check: AcknowledgerCheck

    /// Answers, and returns the exit code.
    func answer(_ output: Output) throws(Failure) -> ExitStatus {
        try output.answer(form) { lines }
        return status
    }

    var status: ExitStatus {
        switch result {
        case .denied: .denied
        case .needsAcknowledgement: .needsAcknowledgement
        case .permitUnusable: .conflict
        case .dryRun: .ok
        case .attempted(let report, _): report.status
        }
    }

    private var form: CallResultJSON {
        // Whoever asks for a dry run wants to see the request, which is made of their own input.
        CallResultJSON(result, showsBody: true)
    }

    var lines: [StyledText] {
        switch result {
        case .denied(let answer): DecisionOutput(answer).lines + [Self.nothingSent]
        case .needsAcknowledgement(let answer):
            DecisionOutput(answer).lines
                + Self.wayOn(answer, check.denials(for: answer), check.person)
        case .permitUnusable(let problem, let answer):
            [Self.conflict(problem)] + DecisionOutput(answer).lines + [Self.nothingSent]
        case .dryRun(let answer, let request):
            [
                told(
                    "\("DRY RUN", .accent)  nothing was sent, and no permit was spent",
                    zh: "\("试运行", .accent)  什么也没有发送，也没有用掉许可")
            ] + DecisionOutput(answer).lines + [
                "\(Self.wouldSend)\(request.method, .bold) \(request.path)",
                "              \(String(decoding: request.body, as: UTF8.self))",
            ]
        case .attempted(let report, let receipt):
            report.lines + (receipt?.package.map { ["  package  \($0, .accent)"] } ?? [])
        }
    }

    private static var nothingSent: StyledText {
        "  \(told("nothing was sent", zh: "什么也没有发送"), .dim)"
    }

    private static var wouldSend: StyledText {
        StyledText("  " + told("would send", zh: "将会发送")).padded(to: 14)
    }

    private static func conflict(_ problem: PermitProblem) -> StyledText {
        told(
            "\("CONFLICT", .bad)  \(problem.rawValue, .bold): \(problem.words)",
            zh: "\("冲突", .bad)  \(problem.rawValue, .bold)：\(problem.words)")
    }

    /// What is to be done where a loss must be acknowledged.
    ///
    /// - Parameter denials: Why the one who made the call cannot do it.
    private static func wayOn(
        _ answer: DecisionAnswer, _ denials: [DenialReason], _ person: IdentifiedActor
    ) -> [StyledText] {
        let (permit, atStake): (StyledText, StyledText) =
            ("\("--permit", .bold)", "\("--at-stake", .bold)")
        guard !denials.isEmpty else {
            if case .needsAcknowledgement(let loss) = answer.decision,
                loss.hazards.contains(.receivedElsewhere)
            {
                return [
                    told(
                        """
                          nothing was sent; to report it as paid, repeat with \(permit) and \
                        \(atStake)
                        """, zh: "  什么也没有发送；确要登记为已付，请带上 \(permit) 和 \(atStake) 再次运行")
                ]
            }
            return [
                told(
                    """
                      nothing was sent; to give this up for good, repeat with \(permit) and \
                    \(atStake)
                    """, zh: "  什么也没有发送；确要永久放弃，请带上 \(permit) 和 \(atStake) 再次运行")
            ]
        }
        let reasons = denials.map(\.sentence).flatMap { reason -> [StyledText] in
            [
                "\(cardLabel("reason", zh: "原因"))\(reason.code, .caution)",
                "            \(reason.words)",
            ]
        }
        return reasons + [
            told(
                """
                  nothing was sent; \(person.name) cannot acknowledge this: someone who can \
                repeats it with \(permit) and \(atStake)
                """,
                zh: """
                      什么也没有发送；\(person.name) 不能作此确认：请由能确认的人带上 \(permit) 和 \
                    \(atStake) 再次运行
                    """)
        ]
    }
}
