import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// How a call on an authorization ended, as commands show it.
struct AuthorizationOutput {
    let result: AuthorizationResult

    init(_ result: AuthorizationResult) {
        self.result = result
    }

    /// Answers, and returns the exit code that tells how it went.
    func answer(_ output: Output) throws -> ExitStatus {
        try output.answer(AuthorizationResultJSON(result)) { lines }
        return switch result {
        case .denied: .denied
        case .attempted(let report, _): AttemptOutput(attempt: report.attempt).status
        }
    }

    private var lines: [StyledText] {
        switch result {
        case .denied(let reasons, let orders, let known):
            Self.lines(denied: reasons, by: orders, known)
        case .attempted(let report, let receipt):
            Self.lines(of: report)
                + (receipt?.token.map { ["  apply_permissions_token  \($0, .accent)"] } ?? [])
        }
    }

    private static func lines(
        denied reasons: [AuthorizationDenialReason], by orders: [OutOrderNumber],
        _ known: AuthorizationProjection
    ) -> [StyledText] {
        let verdict = CallDecision.Code.denied.verdict
        let ending: String = told("nothing was sent", zh: "什么也没有发送")
        var lines: [StyledText] = ["\(verdict, .bad)  \(known.code.text, .bold)"]
        for reason in reasons {
            lines.append("  \(reason.rawValue, .bold)  \(reason.sentence.words)")
        }
        if !orders.isEmpty {
            let numbers = Self.list(orders)
            lines.append(told("  open orders: \(numbers)", zh: "  未结束的订单：\(numbers)"))
        }
        return lines + ["  \(ending, .dim)"]
    }

    private static func list(_ orders: [OutOrderNumber]) -> String {
        orders.map(\.text).joined(separator: told(", ", zh: "、"))
    }

    /// An attempt and its authorization for a person.
    static func lines(of report: AuthorizationReport) -> [StyledText] {
        AttemptOutput(attempt: report.attempt).lines + lines(of: report.authorization)
            + ["  \(told("attempt ", zh: "请求 ") + report.attempt.id.text, .dim)"]
    }

    /// An authorization on a few lines.
    static func lines(of authorization: AuthorizationProjection) -> [StyledText] {
        let revision = StyledText(
            told(
                "revision \(authorization.revision)", zh: "版本 \(authorization.revision)"), .dim)
        let heading: String = told("Authorization", zh: "授权")
        let since: String? = authorization.since.map {
            told(" since \($0.shown)", zh: "，自 \($0.shown)")
        }
        let state = StyledText(authorization.state.word, style(of: authorization.state))
        var lines: [StyledText] = [
            "\(heading) \(authorization.code.text, .bold)  \(state)\(since ?? "")  \(revision)"
        ]
        if let customer = authorization.customer {
            lines.append(told("  customer \(customer.text)", zh: "  用户 \(customer.text)"))
        }
        if let attempt = authorization.openAttempt {
            lines.append(
                told(
                    "  \("unresolved", .caution) attempt \(attempt); run: payscore reconcile",
                    zh: "  \("未决", .caution)的请求 \(attempt)；请运行 payscore reconcile 补查"))
        }
        return lines
    }

    private static func style(of state: AuthorizationState) -> Style {
        switch state {
        case .available: .good
        case .pending, .unseen: .caution
        case .unavailable, .indeterminate: .bad
        }
    }
}
