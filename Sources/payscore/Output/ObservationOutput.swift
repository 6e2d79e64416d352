import OrderEngine
import OrderLifecycle

/// What an observation brought, as commands show it.
struct ObservationOutput {
    let report: ObservationReport

    /// The observation for a person.
    var lines: [StyledText] { OrderOutput(order: report.order).lines + [sentence] }

    private var sentence: StyledText {
        if let outside = report.outside {
            return "  new: \(outside.words, .bad); no call of this journal did it"
        }
        return switch report.finding {
        case .confirmed: "  \("nothing new", .dim)"
        case .event(.corrected(let phase)):
            "  \("corrected", .caution): WeChat shows \(phase.kind.rawValue); what was known was "
                + "not verified"
        case .event(let event): "  new: \(event.kind.rawValue, .accent)"
        case .resolved: "  the phase can be told again"
        case .indeterminate(let why): "  the observation tells no phase: \(why.rawValue, .caution)"
        case .stale(let seen):
            "  the observation is older than what is known (it showed \(seen.rawValue)); recorded "
                + "only"
        case .contradiction(let contradiction):
            "  \("contradiction", .bad): \(contradiction.rawValue); what was known stands"
        }
    }
}
