import OrderJournal
import OrderLifecycle

extension RecordContent {
    /// How what happened stands out.
    var style: Style {
        switch self {
        case .order(let fact): fact.style
        case .attempt(let fact): fact.style
        case .authorization(let fact): fact.style
        case .journal(.begun), .journal(.velocityLimitReset), .journal(.keyAdded),
            .journal(.notified), .journal(.swept):
            .plain
        case .journal(.policyChanged), .journal(.customerForgotten): .caution
        case .journal(.velocityLimitTripped), .journal(.resumed): .bad
        }
    }
}

extension OrderFact {
    fileprivate var style: Style {
        switch self {
        case .happened(_, _, _?), .happened(.corrected, _, _), .observed(.contradiction, _): .bad
        case .happened: .bold
        case .decided(let details):
            switch details.code {
            case .allowed: .good
            case .needsAcknowledgement: .caution
            case .denied: .bad
            }
        case .protected, .unprotected, .observed(.indeterminate, _), .observed(.stale, _),
            .approval(.sentBack), .approval(.ended):
            .caution
        case .observed, .identified, .permitIssued, .approval, .noted, .alarmAcknowledged,
            .notified:
            .plain
        }
    }
}

extension AuthorizationFact {
    fileprivate var style: Style {
        switch self {
        case .seen(.event, _): .bold
        case .seen(.stale, _), .seen(.indeterminate, _): .caution
        case .decided(let details): details.code == .denied ? .bad : .good
        case .seen(.confirmed, _), .bound: .plain
        }
    }
}

extension AttemptFact {
    fileprivate var style: Style {
        switch self {
        case .settled(let end): end.outcome.isApplied ? .good : .bad
        case .parked, .appliedLate: .bad
        case .deferred: .caution
        case .intended, .dispatched: .plain
        }
    }
}
