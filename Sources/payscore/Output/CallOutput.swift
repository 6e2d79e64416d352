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

    private var status: ExitStatus {
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
        CallResultJSON(result) {
            RequestJSON($0, method: $0.method, path: $0.target, showsBody: true)
        }
    }

    private var lines: [StyledText] {
        switch result {
        case .denied(let answer):
            DecisionOutput(answer).lines + ["  \("nothing was sent", .dim)"]
        case .needsAcknowledgement(let answer):
            DecisionOutput(answer).lines + Self.wayOn(check.denials(for: answer), check.person)
        case .permitUnusable(let problem, let answer):
            ["\("CONFLICT", .bad)  \(problem.rawValue, .bad): \(Self.words(problem))"]
                + DecisionOutput(answer).lines + ["  \("nothing was sent", .dim)"]
        case .dryRun(let answer, let request):
            ["\("DRY RUN", .accent)  nothing was sent, and no permit was spent"]
                + DecisionOutput(answer).lines + [
                    "  would send  \(request.method, .bold) \(request.target)",
                    "              \(String(decoding: request.body, as: UTF8.self))",
                ]
        case .attempted(let report, let receipt):
            report.lines + (receipt?.package.map { ["  package  \($0, .accent)"] } ?? [])
        }
    }

    /// What is to be done where a loss must be acknowledged.
    ///
    /// - Parameter denials: Why the one who made the call cannot do it.
    private static func wayOn(
        _ denials: [DenialReason], _ person: IdentifiedActor
    ) -> [StyledText] {
        guard !denials.isEmpty else {
            return [
                "  nothing was sent; to give this up for good, repeat with \("--permit", .bold) "
                    + "and \("--at-stake", .bold)"
            ]
        }
        let reasons = denials.map(\.sentence).flatMap { reason -> [StyledText] in
            [
                "  reason    \(reason.code, .caution)", "            \(reason.english)",
                "            \(reason.chinese)",
            ]
        }
        return reasons + [
            "  nothing was sent; \(person.name) cannot acknowledge this: someone who can repeats "
                + "it with \("--permit", .bold) and \("--at-stake", .bold)"
        ]
    }

    private static func words(_ problem: PermitProblem) -> String {
        switch problem {
        case .unknown: "no permit has this token"
        case .foreign: "the permit was given for another order, or another call"
        case .spent: "the permit has been used"
        case .expired: "the permit's time is over"
        case .stale: "the order, or what is at stake, has changed since"
        case .amountDiffers: "another amount is at stake than the one that was stated"
        }
    }
}
