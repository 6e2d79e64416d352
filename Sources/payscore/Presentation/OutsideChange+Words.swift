import OrderEngine
import OrderLifecycle

extension OutsideChange {
    /// The change and what was lost by it, in a few words.
    var words: String {
        switch loss {
        case .nothing: kind.rawValue
        case .exactly(let amount): "\(kind.rawValue): \(amount) lost"
        case .upTo(let amount):
            "\(kind.rawValue): \(amount.map { "up to \($0)" } ?? "an amount not known") lost"
        }
    }

    /// What was lost, as members of an object.
    var json: JSON {
        switch loss {
        case .nothing: ["lost_fen": .null, "lost_up_to_fen": .null]
        case .exactly(let amount): ["lost_fen": .number(amount.fen), "lost_up_to_fen": .null]
        case .upTo(let amount): ["lost_fen": .null, "lost_up_to_fen": .number(amount?.fen)]
        }
    }
}

extension Record {
    /// The change that the record tells and that no call of the journal explains.
    var outsideChange: OutsideChange? {
        guard case .happened(_, _, let outside)? = try? content() else { return nil }
        return outside
    }

    /// Whether it tells what was seen of the order: who asked saw it, and did not do it.
    var isNoticed: Bool {
        switch try? content() {
        case .happened(_, _, let outside): outside != nil || cause.kind != .call
        case .viewed: cause.kind != .call
        case .identified, .decided, .permitIssued, .intended, .dispatched, .deferred, .settled,
            .parked, .appliedLate, .protected, .unprotected, .brakeEngaged, .brakeReleased,
            .keyAdded, .resumed, .none:
            false
        }
    }
}
