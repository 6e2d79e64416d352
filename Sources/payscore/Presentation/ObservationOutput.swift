import OrderEngine
import OrderLifecycle
import StrictJSON

/// What an observation brought, as commands show it.
struct ObservationOutput {
    let report: ObservationReport

    /// The observation as one object.
    var json: JSONValue {
        let found: JSONValue = [
            "finding": .string(code), "event": .text(event?.kind.rawValue),
            "outside": report.outside.map { change in
                let kind: JSONValue = ["code": .string(change.kind.rawValue)]
                return kind.with(change.json)
            } ?? .null,
            "contradiction": .text(contradiction?.rawValue),
        ]
        return found.with(OrderOutput(order: report.order).json)
    }

    /// The observation for a person.
    var lines: [StyledText] { OrderOutput(order: report.order).lines + [sentence] }

    private var code: String {
        switch report.finding {
        case .confirmed: "confirmed"
        case .event: "event"
        case .resolved: "resolved"
        case .indeterminate: "indeterminate"
        case .stale: "stale"
        case .contradiction: "contradiction"
        }
    }

    private var event: OrderEvent? {
        switch report.finding {
        case .event(let event): event
        case .confirmed, .resolved, .indeterminate, .stale, .contradiction: nil
        }
    }

    private var contradiction: Contradiction? {
        switch report.finding {
        case .contradiction(let contradiction): contradiction
        case .confirmed, .event, .resolved, .indeterminate, .stale: nil
        }
    }

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
