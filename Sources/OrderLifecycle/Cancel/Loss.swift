/// What the merchant gives up for good by a call, and must acknowledge.
///
/// There is one amount at stake. It is what a person states, what a permit is bound to, and what
/// is counted. What was paid already is shown beside it and never added.
public struct Loss: Hashable, Sendable {
    /// What is given up; never zero.
    public let atStake: Amount
    /// What was paid already, and would have to be refunded.
    public let alreadyPaid: Amount

    /// Creates a loss, or `nil` if nothing is at stake.
    public init?(atStake: Amount, alreadyPaid: Amount = .zero) {
        guard atStake > .zero else { return nil }
        self.atStake = atStake
        self.alreadyPaid = alreadyPaid
    }

    /// What is given up by cancelling while this is collected: what is due.
    init(cancelling pending: PendingCollection) {
        atStake = pending.due
        alreadyPaid = pending.paid
    }

    /// The hazards, the one that gives the amount first.
    public var hazards: [CancelHazard] {
        alreadyPaid > .zero ? [.collectionAbandoned, .partlyPaid] : [.collectionAbandoned]
    }

    /// The amount that a hazard concerns.
    public func amount(of hazard: CancelHazard) -> Amount {
        switch hazard {
        case .collectionAbandoned: atStake
        case .partlyPaid: alreadyPaid
        }
    }
}

extension Loss: CustomStringConvertible {
    /// Every hazard with its amount: `collection_abandoned ¥128.00, partly_paid ¥20.00`.
    public var description: String {
        hazards.map { "\($0.rawValue) \(amount(of: $0))" }.joined(separator: ", ")
    }
}
