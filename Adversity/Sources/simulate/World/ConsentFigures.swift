import OrderEngine
import OrderLifecycle

/// What became of the consents that people brought.
struct ConsentFigures {
    /// One end of a consent, by what it is counted as.
    enum Fate: Hashable, CaseIterable {
        /// A bill was given up, or a part of one, by the word of one, two or three people.
        case byOne, byTwo, byThree
        /// What was given up is a part, by a modify.
        case byLowering
        /// What was given up was received elsewhere.
        case byReporting
        case amountDiffered, wasStale, wasOfAnotherOrder, wasOfAnotherCall, wasSpent, wasExpired
        case wasUnknown
        case samePerson

        static func given(people: Int) -> Fate {
            people == 1 ? .byOne : people == 2 ? .byTwo : .byThree
        }

        var name: String {
            switch self {
            case .byOne: "bills given up by one who requested, acknowledged and called"
            case .byTwo: "bills given up by two people"
            case .byThree: "bills given up where a third person called"
            case .amountDiffered: "consents refused for another amount"
            case .wasStale: "consents refused for what has changed since"
            case .byReporting: "bills that were reported as paid elsewhere"
            case .byLowering: "parts of bills given up"
            case .wasOfAnotherOrder: "consents refused for another order's permit"
            case .wasOfAnotherCall: "consents refused for the permit of another call of the order"
            case .wasSpent: "consents refused for a spent permit"
            case .wasExpired: "consents refused for an expired permit"
            case .wasUnknown: "consents refused for a permit that never was"
            case .samePerson: "consents refused for want of a second person"
            }
        }
    }

    private var counts: [Fate: Int] = [:]

    /// How often a consent ended so.
    func count(_ fate: Fate) -> Int { counts[fate, default: 0] }

    mutating func add(_ fate: Fate) { counts[fate, default: 0] += 1 }

    mutating func add(_ other: ConsentFigures) {
        counts.merge(other.counts) { $0 + $1 }
    }

    /// Counts what a caller was told, where it is no attempt.
    mutating func note(_ result: CallResult, of call: SimulatedCall) {
        switch result {
        case .permitUnusable(.foreign, _):
            add(call.permit?.order == call.order ? .wasOfAnotherCall : .wasOfAnotherOrder)
        case .permitUnusable(let problem, _): add(Self.fate(problem))
        case .denied(let answer):
            guard case .denied(let denial) = answer.decision, denial.contains(.samePerson)
            else { return }
            add(.samePerson)
        case .needsAcknowledgement, .dryRun, .attempted: break
        }
    }

    private static func fate(_ problem: PermitProblem) -> Fate {
        switch problem {
        case .unknown: .wasUnknown
        case .foreign: .wasOfAnotherOrder
        case .spent: .wasSpent
        case .expired: .wasExpired
        case .stale: .wasStale
        case .amountDiffers: .amountDiffered
        }
    }
}
