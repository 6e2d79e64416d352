public import OrderEngine
import OrderLifecycle

/// What an observation brought, and the order after it, whose members stand beside its own.
public struct ObservationJSON: AnswerForm {
    /// What it added to what was known.
    public let finding: String
    /// The event that it shows, where the order has gone on.
    public let event: String?
    /// The change that it shows and that no call of the journal explains.
    public let outside: OutsideChangeJSON?
    /// How it contradicts what is known.
    public let contradiction: String?
    /// The order after the observation.
    public let order: OrderJSON

    private enum CodingKeys: String, CodingKey {
        case finding
        case event
        case outside
        case contradiction
    }

    /// Takes the engine's report.
    public init(_ report: ObservationReport) {
        finding = report.finding.code
        event = report.finding.event?.kind.rawValue
        outside = report.outside.map { OutsideChangeJSON($0) }
        contradiction = report.finding.contradiction?.rawValue
        order = OrderJSON(report.order)
    }

    /// Reads the members of the observation and of the order.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        finding = try members.decode(String.self, forKey: .finding)
        event = try members.decodeIfPresent(String.self, forKey: .event)
        outside = try members.decodeIfPresent(OutsideChangeJSON.self, forKey: .outside)
        contradiction = try members.decodeIfPresent(String.self, forKey: .contradiction)
        order = try OrderJSON(from: decoder)
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(finding, forKey: .finding)
        try members.encode(event, forKey: .event)
        try members.encode(outside, forKey: .outside)
        try members.encode(contradiction, forKey: .contradiction)
        try order.encode(to: encoder)
    }
}

extension ObservationOutcome {
    fileprivate var code: String {
        switch self {
        case .confirmed: "confirmed"
        case .event: "event"
        case .resolved: "resolved"
        case .indeterminate: "indeterminate"
        case .stale: "stale"
        case .contradiction: "contradiction"
        }
    }

    fileprivate var event: OrderEvent? {
        switch self {
        case .event(let event): event
        case .confirmed, .resolved, .indeterminate, .stale, .contradiction: nil
        }
    }

    fileprivate var contradiction: Contradiction? {
        switch self {
        case .contradiction(let contradiction): contradiction
        case .confirmed, .event, .resolved, .indeterminate, .stale: nil
        }
    }
}
