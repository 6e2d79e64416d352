import OrderEngine
import OrderLifecycle

/// Whether a call may be made now, as commands show it.
struct CallOptionOutput {
    let option: CallOption

    /// The call with its verdict, and why below it.
    var lines: [StyledText] {
        let (call, verdict) = (option.kind.rawValue, option.decision.code.verdict)
        switch option.decision {
        case .allowed(let clearance):
            return ["\(call, .bold)  \(verdict, .good)"]
                + Self.below(clearance.notice.map { [$0.sentence] } ?? [], .caution)
        case .needsAcknowledgement(let loss):
            let least = told(
                "gives up at least \(loss.atStake.inBoth)", zh: "至少放弃 \(loss.atStake.inBoth)")
            return ["\(call, .bold)  \(verdict, .caution)  \(least, .bad)"]
                + Self.below(loss.sentences, .caution)
        case .denied(let denial):
            return ["\(call, .bold)  \(verdict, .bad)"]
                + Self.below(denial.sentences(telling: \.shown), .bad)
        }
    }

    private static func below(_ sentences: [Sentence], _ style: Style) -> [StyledText] {
        sentences.map { "  \($0.code, style)  \($0.words)" }
    }
}
