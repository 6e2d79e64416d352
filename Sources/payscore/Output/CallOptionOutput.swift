import OrderEngine
import OrderLifecycle

/// Whether a call may be made now, as commands show it.
struct CallOptionOutput {
    let option: CallOption

    /// The call with its verdict, and why below it.
    var lines: [StyledText] {
        let call = option.kind.rawValue
        switch option.decision {
        case .allowed(let clearance):
            return ["\(call, .bold)  \(Self.allowed, .good)"]
                + Self.below(clearance.notice.map { [$0.sentence] } ?? [], .caution)
        case .needsAcknowledgement(let loss):
            let least = told(
                "gives up at least \(loss.atStake.inBoth)", zh: "至少放弃 \(loss.atStake.inBoth)")
            return ["\(call, .bold)  \(Self.needsAcknowledgement, .caution)  \(least, .bad)"]
                + Self.below(loss.sentences, .caution)
        case .denied(let denial):
            return ["\(call, .bold)  \(Self.denied, .bad)"] + Self.below(denial.sentences, .bad)
        }
    }

    private static var allowed: String { told("ALLOWED", zh: "允许") }
    private static var needsAcknowledgement: String {
        told("NEEDS ACKNOWLEDGEMENT", zh: "须先确认")
    }
    private static var denied: String { told("DENIED", zh: "已拒绝") }

    private static func below(_ sentences: [Sentence], _ style: Style) -> [StyledText] {
        sentences.map { "  \($0.code, style)  \($0.words)" }
    }
}
