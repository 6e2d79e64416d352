import OrderEngine
import OrderLifecycle
import StrictJSON
import WeChatPay

/// How a call ended, as the commands show it.
struct CallOutput {
    let result: CallResult

    /// Answers, and returns the exit code.
    func answer(_ output: Output) throws(Failure) -> ExitStatus {
        try output.answer(json) { lines }
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

    private var json: JSONValue {
        switch result {
        case .denied(let answer):
            ["result": "denied", "decision": DecisionOutput(answer).json]
        case .needsAcknowledgement(let answer):
            ["result": "needs_acknowledgement", "decision": DecisionOutput(answer).json]
        case .permitUnusable(let problem, let answer):
            [
                "result": "permit_unusable", "problem": .string(problem.rawValue),
                "decision": DecisionOutput(answer).json,
            ]
        case .dryRun(let answer, let request):
            [
                "result": "dry_run", "decision": DecisionOutput(answer).json,
                "request": [
                    "method": .string(request.method), "path": .string(request.target),
                    "body": .string(String(decoding: request.body, as: UTF8.self)),
                ],
            ]
        case .attempted(let report, let receipt):
            if let package = receipt?.package {
                report.json.with(["package": .string(package)])
            } else {
                report.json
            }
        }
    }

    private var lines: [StyledText] {
        switch result {
        case .denied(let answer):
            DecisionOutput(answer).lines + ["  \("nothing was sent", .dim)"]
        case .needsAcknowledgement(let answer):
            DecisionOutput(answer).lines + [
                "  nothing was sent; to give this up for good, repeat with \("--permit", .bold) "
                    + "and \("--at-stake", .bold)"
            ]
        case .permitUnusable(let problem, let answer):
            ["\("CONFLICT", .bad)  \(problem.rawValue, .bad): \(Self.words(problem))"]
                + DecisionOutput(answer).lines + ["  \("nothing was sent", .dim)"]
        case .dryRun(let answer, let request):
            DecisionOutput(answer).lines + [
                "  would send  \(request.method, .bold) \(request.target)",
                "              \(String(decoding: request.body, as: UTF8.self))",
                "  \("only a dry run: nothing was sent or spent", .dim)",
            ]
        case .attempted(let report, let receipt):
            report.lines + (receipt?.package.map { ["  package  \($0, .accent)"] } ?? [])
        }
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
