import OrderEngine
import OrderJournal
import OrderLifecycle

/// What an observation brought, as commands show it.
struct ObservationOutput {
    let report: ObservationReport
    let source: Source

    /// Who showed where the order stands.
    enum Source {
        /// WeChat, which was asked.
        case query
        /// Somebody, who handed WeChat's answer over.
        case claim
    }

    /// The observation for a person.
    var lines: [StyledText] { [sentence] + OrderOutput(order: report.order).lines }

    private var sentence: StyledText { "\(done) \(report.order.order, .bold): \(finding)" }

    private var done: StyledText {
        switch source {
        case .query: "\("QUERIED", .good)"
        case .claim: "\("RECORDED", .good)"
        }
    }

    private var finding: StyledText {
        if let outside = report.outside {
            return "new: \(outside.words, .bad); no call of this journal did it"
        }
        return switch report.finding {
        case .confirmed: "nothing new"
        case .event(.corrected(let phase)):
            "\("corrected", .caution): WeChat shows \(phase.kind.rawValue); what was known was "
                + "not verified"
        case .event(let event): "new: \(event.kind.rawValue, .accent)"
        case .resolved: "the phase can be told again"
        case .indeterminate(let why): "the observation tells no phase: \(why.rawValue, .caution)"
        case .stale(let seen):
            "the observation is older than what is known (it showed \(seen.rawValue)); recorded "
                + "only"
        case .contradiction(let contradiction):
            "\("contradiction", .bad): \(contradiction.rawValue); what was known stands"
        }
    }
}
